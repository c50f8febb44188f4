-- SPDX-License-Identifier: Apache-2.0
-- Fifty articles to post to.
insert into core.article (id, site_id, key, url, title)
select ('01000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, a.site_id, 'bench-' || n,
	'https://news.example/bench/' || n, 'Bench ' || n
from core.article a, generate_series(1, 50) n
where a.id = :'article';
