-- SPDX-License-Identifier: Apache-2.0
-- An admin without a limit makes a provider of a site, or changes it; p_keys null: its keys stay. The worker has checked both. An
-- admin of single sites gives with it only what they could give: no role admin, no issuer whose accounts came from elsewhere,
-- and no new keys of a provider that signs in somebody with a role on another site. A provider in the server's own network (inside) is
-- for the operator to connect, who knows that network.
-- Outcomes:
--   ok                   it is in force
--   provider_incomplete  a new provider needs keys
--   provider_taken       another provider has this issuer with this audience, or accounts of this issuer came from elsewhere
--   provider_name_taken  another site has an OpenID Connect provider of this name
--   provider_beyond      it gives, or could take over, more than the viewer may give
--   not_found            a site where the viewer has no role
--   sanctioned           {kind, until}: a ban
--   confirm              {methods}: the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden
create or replace function api_1.provider_set(p_viewer bytea, p_site text, p_name text, p_settings jsonb, p_keys text, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
	v_sites uuid[];
	v_before core.provider;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.desk_scope(w, 4, null, coalesce(p_site, '')) g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'provider', v_site, v_site, outcome);
		return;
	elsif exists (select from core.audit a where a.id = p_entry) then
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	v_sites := core.sites_moderated(w.account, 4);
	select * into v_before from core.provider p where p.site_id = v_site and p.name = p_name for update;
	if (p_settings -> 'inside') = 'true'::jsonb
		and (v_before.settings -> 'inside' is distinct from 'true'::jsonb or v_before.issuer is distinct from p_settings ->> 'issuer') then
		outcome := 'provider_beyond';
		perform core.audit_refused(w, 'provider', v_site, v_site, 'forbidden');
		return;
	end if;
	if v_sites is not null then
		outcome := case
			when v_before.settings -> 'roles' is distinct from p_settings -> 'roles'
				and exists (select from jsonb_each_text(p_settings -> 'roles') r where r.value = 'admin') then 'provider_beyond'
			when exists (select from core.identity i join core.role r on r.account_id = i.account_id
				where i.provider_id = v_before.id and (r.site_id is null or r.site_id <> all(v_sites))) then 'provider_beyond'
			when v_before.issuer is distinct from p_settings ->> 'issuer'
				and (exists (select from core.identity i where i.issuer = p_settings ->> 'issuer')
					or exists (select from core.provider p where p.issuer = p_settings ->> 'issuer' and p.site_id <> all(v_sites))) then 'provider_taken'
			else 'ok' end;
		if outcome <> 'ok' then
			perform core.audit_refused(w, 'provider', v_site, v_site, 'forbidden');
			return;
		end if;
	end if;
	outcome := core.provider_put(p_entry, p_site, p_name, p_settings, p_keys, w.account, p_entry);
	outcome := case outcome when 'incomplete' then 'provider_incomplete' when 'taken' then 'provider_taken' when 'name_taken' then 'provider_name_taken' else 'ok' end;
end $$;
