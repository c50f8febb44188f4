-- SPDX-License-Identifier: Apache-2.0
-- The text that readers see of a comment's HTML, then the addresses of its links, one on each line, because moderators
-- also search for addresses. server/text/markdown.h lists the tags; only & < > " ' are escaped.
create or replace function core.visible_text(p_html text) returns text
language sql immutable
as $$
	select replace(replace(replace(replace(replace(
		regexp_replace(regexp_replace(p_html, '<br>|</p>|</li>|</h[34]>|</pre>|<hr>', E'\n', 'g'), '<[^>]*>', '', 'g')
			|| coalesce(E'\n' || (select string_agg(m[1], E'\n') from regexp_matches(p_html, '<a href="([^"]*)"', 'g') m), ''),
		'&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&')
$$;
