-- SPDX-License-Identifier: Apache-2.0
-- An admin puts rules in force, or opens, premoderates or closes a site, for the version of the rules that the admin
-- saw. p_rules or p_mode null: unchanged. The worker has compiled the rules.
-- Outcomes:
--   ok              {site, mode, version, current, rules, made_at, made_by}; the same again for the same entry or
--                   Idempotency-Key
--   conflict        the same members for the rules in force: their version is another one
--   unknown_reason  {reason}: of a rule, neither common nor the site's own
--   not_found       a site where the viewer has no role
--   sanctioned      {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.rules_put(p_viewer bytea, p_site text, p_version int, p_rules jsonb, p_mode text, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
	w core.viewer_state := core.viewer(p_viewer, s.id);
	v_sites uuid[];
	v_reused boolean;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 4, 'rules') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'rules_put', s.id, s.id, outcome);
		return;
	end if;
	outcome := core.site_access(w.account, v_sites, s.id);
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'rules_put', s.id, s.id, outcome);
		return;
	end if;
	select * into s from core.site x where x.id = s.id for no key update;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'rules_put', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif exists (select from core.audit a where a.id = p_entry) then
		outcome := 'ok';
	elsif s.rules_version <> p_version then
		outcome := 'conflict';
	elsif core.rules_unknown_reason(s, p_rules) is not null then
		outcome := 'unknown_reason';
		body := json_build_object('reason', core.rules_unknown_reason(s, p_rules));
		return;
	else
		if p_mode <> coalesce(s.settings ->> 'mode', 'open') then
			update core.site x set settings = x.settings || jsonb_build_object('mode', p_mode), updated_at = core.now() where x.id = s.id;
			perform core.audit_write(case when p_rules is null then p_entry else core.new_id() end, w.account, 'site_mode', s.id, s.id,
				jsonb_build_object('from', coalesce(s.settings ->> 'mode', 'open'), 'to', p_mode), null);
		end if;
		if p_rules is not null then
			perform core.rules_put(s, p_rules, w.account, p_entry);
		end if;
		perform core.idempotency_store(w.account, p_key, 'rules_put', p_digest, null, p_entry, null);
		select * into s from core.site x where x.id = s.id;
	end if;
	body := core.rules_json(s, null);
end $$;
