-- An author's record: comments in each state and sanctions, each counted up to p_most,
-- the newest first, so that the index alone says it.
create or replace function core.record_json(p_author uuid, p_most int default 100) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_record json;
begin
	select json_build_object(
		'published', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'published' order by c.id desc limit p_most) x),
		'held', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'held' order by c.id desc limit p_most) x),
		'rejected', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'rejected' order by c.id desc limit p_most) x),
		'withdrawn', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'withdrawn' order by c.id desc limit p_most) x),
		'sanctions', (select count(*) from (select from core.sanction n where n.account_id = p_author limit p_most) x),
		'since', core.rfc3339(a.created_at))
	into v_record
	from core.account a where a.id = p_author;
	return v_record;
end $$;
