-- The newest 100 notices for the asker, open to the banned. Outcomes: ok {notices, next} · sign_in
create or replace function api_1.notice_list(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select json_build_object('notices', coalesce(json_agg(core.notice_json(n) order by n.id desc), '[]'), 'next', null)
	into body
	from (select x.* from core.notice x where x.account_id = w.account order by x.id desc limit 100) n;
end $$;
