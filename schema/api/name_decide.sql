-- SPDX-License-Identifier: Apache-2.0
-- A moderator decides about a reported name (p_report: one of its reports). rename: a sanction of this kind replaces the name by the
-- first free one of p_names ([[name, skeleton]]), with a statement of reasons; the account may choose another name at once.
-- none: the name stays. The open reports of the name are answered (core.names_answer()).
-- Outcomes:
--   ok              core.name_json(); the same again for the same entry or Idempotency-Key
--   conflict        core.name_json(): it is decided already, or the account changed the name itself, so nothing is left to rename
--   not_found       no such report, or of a site that is not the viewer's
--   forbidden       the own name, or the account does not have less power
--   unknown_reason  neither a common reason nor the site's own
--   sanctioned      {kind, until}: a ban
--   sign_in, second_factor, key_reused
create or replace function api_1.name_decide(p_viewer bytea, p_report uuid, p_outcome text, p_reason text, p_note text, p_message text,
	p_names jsonb, p_entry uuid, p_key uuid, p_digest bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_reused boolean;
	a core.account;
	r core.name_report;
	n core.sanction;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'sanctions') g;
	select * into r from core.name_report x where x.id = p_report;
	if outcome = 'ok' then
		outcome := core.site_access(w.account, v_sites, r.site_id);
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'decide_name', r.id, r.site_id, outcome);
		return;
	end if;
	-- names before the account, as in account_change()
	perform core.names_lock(array(select x ->> 1 from jsonb_array_elements(p_names) x)
		|| (select x.skeleton from core.account x where x.id = r.account_id));
	select * into a from core.account x where x.id = r.account_id for no key update;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'name_decide', p_digest, p_entry) g;
	select * into r from core.name_report x where x.id = p_report;
	outcome := case when v_reused then 'key_reused'
		when r.entry = p_entry then 'ok'
		when not core.name_outranked(w.account, a.id, r.site_id) then 'forbidden'
		when r.answered_at is not null or p_outcome = 'rename' and (a.state <> 'active' or a.username <> r.name) then 'conflict'
		when p_outcome = 'rename' and not core.reason_known(r.site_id, p_reason) then 'unknown_reason'
		else 'ok' end;
	if outcome = 'ok' and r.entry is null then
		if p_outcome = 'rename' then
			n := core.sanction_make(w, p_entry, a.id, r.site_id, 'rename', null, p_reason);
			perform core.name_replace(a, p_names, n.id);
			perform core.sanction_tell(n, null::core.comment, null, p_note, p_message, jsonb_build_object('report', r.id));
		else
			perform core.audit_write(p_entry, w.account, 'name_kept', a.id, r.site_id, jsonb_build_object('report', r.id),
				case when p_note is not null then json_build_object('note', p_note) end);
		end if;
		perform core.names_answer(r, p_outcome, p_entry);
		perform core.idempotency_store(w.account, p_key, 'name_decide', p_digest, null, p_entry, null);
		select * into r from core.name_report x where x.id = p_report;
	end if;
	if outcome in ('ok', 'conflict') then
		body := core.name_json(r)::json;
	end if;
	perform core.audit_refused(w, 'decide_name', r.id, r.site_id, outcome);
end $$;
