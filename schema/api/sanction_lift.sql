-- SPDX-License-Identifier: Apache-2.0
-- A moderator lifts a sanction, see core.sanction_liftable().
-- Outcomes:
--   ok          lifted; also again, and if it has ended
--   sanctioned  {kind, until}: the viewer is banned
--   sign_in, second_factor, forbidden, not_found
create or replace function api_1.sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	n core.sanction;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.sanction_liftable(w, p_account, p_sanction) g;
	select * into n from core.sanction x where x.id = p_sanction;
	if outcome = 'ok' and n.lifted_at is null then
		perform core.sanction_end(n, w.account, p_entry, 'lift', '{}'::jsonb, null::core.comment);
	end if;
end $$;
