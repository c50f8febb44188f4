-- SPDX-License-Identifier: Apache-2.0
-- Starts to restore the comments that a sanction's span rejected; span_step() does the work. Comments with a later
-- decision stay as they are.
-- Outcomes:
--   ok          started; also again
--   not_found   no such sanction, or it has no span
--   sanctioned  {kind, until}: the viewer is banned
--   sign_in, second_factor, forbidden
create or replace function api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid,
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
	if outcome <> 'ok' then
		return;
	end if;
	perform from core.sanction_span s where s.sanction_id = p_sanction;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	perform core.span_restore(n, w.account, p_entry);
	body := core.sanction_json(n);
end $$;
