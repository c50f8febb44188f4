-- SPDX-License-Identifier: Apache-2.0
-- An author's record on these sites (null: all): comments in each state and sanctions. Each is counted up to p_max,
-- newest first, so that the index alone answers.
create or replace function core.record_json(p_author uuid, p_sites uuid[], p_max int default 100) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_record json;
begin
	select json_build_object(
		'published', core.author_count(p_author, p_sites, 'published', p_max),
		'held', core.author_count(p_author, p_sites, 'held', p_max),
		'rejected', core.author_count(p_author, p_sites, 'rejected', p_max),
		'withdrawn', core.author_count(p_author, p_sites, 'withdrawn', p_max),
		'sanctions', (select count(*) from (select from core.sanction n where n.account_id = p_author
			and (p_sites is null or n.site_id is null or n.site_id = any(p_sites)) limit p_max) x),
		'since', core.rfc3339(a.created_at))
	into v_record
	from core.account a where a.id = p_author;
	return v_record;
end $$;
