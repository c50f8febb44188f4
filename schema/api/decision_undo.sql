-- SPDX-License-Identifier: Apache-2.0
-- Undoes a decision if comment and case are as it left them.
-- Outcomes:
--   ok           {decision, case, article_version}; the same again for the same entry or Idempotency-Key
--   conflict     {case}: something changed since, it is undone already, or it decided an appeal
--   text_erased  {case}: the text to publish was erased
--   not_found    no such decision, or of a site that is not the viewer's
--   forbidden    an own comment, or the viewer is no moderator
--   sanctioned   {kind, until}: a ban
--   sign_in, second_factor, key_reused
create or replace function api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	a core.article;
	d core.decision;
	v_reused boolean;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'undo', p_decision, null, outcome);
		return;
	end if;
	select x.* into a from core.article x
	where x.id = (select y.article_id from core.decision y where y.id = p_decision)
	for no key update;
	if not found or not coalesce(a.site_id = any(v_sites), true) then
		outcome := 'not_found';
		perform core.audit_refused(w, 'undo', case when a.id is not null then p_decision end, a.site_id, outcome);
		return;
	end if;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'decision_undo', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	end if;
	version := a.version;
	select * into d from core.decision x where x.id = p_decision;
	if d.undone_entry is distinct from p_entry then
		select u.outcome, coalesce(u.version, a.version) into outcome, version from core.undo_one(w.account, p_decision, p_entry) u;
		if outcome <> 'ok' then
			perform core.audit_refused(w, 'undo', p_decision, a.site_id, outcome);
			if outcome in ('conflict', 'text_erased') then
				body := core.case_now_json(d.comment_id);
			end if;
			return;
		end if;
		perform core.idempotency_store(w.account, p_key, 'decision_undo', p_digest, a.id, p_entry, null);
		select * into d from core.decision x where x.id = p_decision;
	end if;
	outcome := 'ok';
	body := json_build_object('decision', core.decision_json(d), 'case', core.case_json(d.comment_id), 'article_version', version);
end $$;
