-- A moderator lifts a sanction of a site of theirs. Outcomes:
--   ok (again too) · not_found · sign_in · forbidden · sanctioned
create or replace function api_1.sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_sites uuid[];
	n core.sanction;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(w, 3) g;
	if outcome <> 'ok' then
		return;
	end if;
	select * into n from core.sanction where id = p_sanction and account_id = p_account for no key update;
	if not found or not coalesce(n.site_id = any(v_sites), v_sites is null) then
		outcome := 'not_found';
	elsif p_account = w.account then
		outcome := 'forbidden';
	elsif n.lifted_at is null then
		update core.sanction set lifted_at = core.now(), lifted_by = w.account where id = p_sanction;
		perform core.audit_write(p_entry, w.account, 'lift', p_sanction, n.site_id, jsonb_build_object('kind', n.kind), null);
	end if;
end $$;
