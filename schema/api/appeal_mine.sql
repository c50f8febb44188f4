-- The asker's newest 100 appeals, open to the banned. Outcomes: ok {appeals} · sign_in
create or replace function api_1.appeal_mine(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_list json;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select json_agg(core.appeal_json(y.p, false) order by (y.p).id desc) into v_list
	from (select x as p from core.appeal x where x.account_id = w.account order by x.id desc limit 100) y;
	body := json_build_object('appeals', coalesce(v_list, '[]'));
end $$;
