-- SPDX-License-Identifier: Apache-2.0
-- An admin replaces a site's settings, for the version that the admin saw. The worker has checked them. They are in
-- force at once; the audit entry has the difference.
-- Outcomes:
--   ok              {site, title, version, current, settings, made_at, made_by}; the same again for the same entry
--                   or Idempotency-Key
--   conflict        the same members for the settings in force: their version is another one
--   reasons_in_use  {reasons}: they would be removed although the rules in force use them
--   addresses_collide  {pages, more}: by these settings several articles would have one address (core.article_urls_rekey)
--   not_found       a site where the viewer has no role
--   sanctioned      {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.settings_put(p_viewer bytea, p_site text, p_version int, p_settings jsonb, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_before jsonb;
	v_after jsonb;
	v_reused boolean;
	v_collide json;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 4, 'settings') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'settings', s.id, s.id, outcome);
		return;
	end if;
	s := core.desk_site(p_site, v_sites);
	outcome := core.site_access(w.account, v_sites, s.id);
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'settings', s.id, s.id, outcome);
		return;
	end if;
	select * into s from core.site x where x.id = s.id for no key update;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'settings_put', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif exists (select from core.audit a where a.id = p_entry) then
		outcome := 'ok';
	elsif s.settings_version <> p_version then
		outcome := 'conflict';
	elsif core.settings_missing_reasons(s, p_settings) is not null then
		outcome := 'reasons_in_use';
		body := json_build_object('reasons', core.settings_missing_reasons(s, p_settings));
		return;
	elsif p_settings <> s.settings then
		if (p_settings -> 'query_parameters', p_settings -> 'trailing_slash')
			is distinct from (s.settings -> 'query_parameters', s.settings -> 'trailing_slash') then
			v_collide := core.article_urls_rekey(s.id, p_settings);
		end if;
		if v_collide is not null then
			outcome := 'addresses_collide';
			body := v_collide;
			return;
		end if;
		select jsonb_object_agg(o.key, o.value) into v_before from jsonb_each(s.settings) o where o.value is distinct from p_settings -> o.key;
		select jsonb_object_agg(o.key, o.value) into v_after from jsonb_each(p_settings) o where o.value is distinct from s.settings -> o.key;
		update core.site x set settings = p_settings, title = coalesce(p_settings ->> 'title', x.title), updated_at = core.now()
		where x.id = s.id
		returning * into s;
		perform core.audit_write(p_entry, w.account, 'settings', s.id, s.id,
			jsonb_build_object('version', s.settings_version, 'before', coalesce(v_before, '{}'), 'after', coalesce(v_after, '{}')), null);
		perform core.idempotency_store(w.account, p_key, 'settings_put', p_digest, null, p_entry, null);
	end if;
	body := core.settings_json(s, null);
end $$;
