-- An author's record: comments in each state and sanctions, each counted up to 100.
create or replace function core.record_json(p_author uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_record json;
begin
	select json_build_object(
		'published', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'published' limit 100) x),
		'held', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'held' limit 100) x),
		'rejected', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'rejected' limit 100) x),
		'withdrawn', (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = 'withdrawn' limit 100) x),
		'sanctions', (select count(*) from (select from core.sanction n where n.account_id = p_author limit 100) x),
		'since', core.rfc3339(a.created_at))
	into v_record
	from core.account a where a.id = p_author;
	return v_record;
end $$;
