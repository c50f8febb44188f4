-- SPDX-License-Identifier: Apache-2.0
-- An admin without a limit makes an API token of a site, valid for p_days. p_scopes: names with spaces between, which the worker has
-- checked. p_token: the digest of the token, which the worker shows once. The entry is the token's id.
-- Outcomes:
--   ok          {id, expires_at}
--   again       the same form made a token before, which was another one
--   tokens_max  the site has 50 valid tokens
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.api_token_make(p_viewer bytea, p_site text, p_name text, p_scopes text, p_days int, p_token bytea, p_entry uuid,
	p_key uuid, p_digest bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
	v_reused boolean;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.desk_scope(w, 4, null, coalesce(p_site, '')) g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'site_token', v_site, v_site, outcome);
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	perform from core.account a where a.id = w.account for no key update; -- another transaction may be using the same key
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'api_token_make', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif exists (select from core.api_token t where t.id = p_entry and t.token <> p_token) then
		outcome := 'again';
		return;
	elsif not exists (select from core.api_token t where t.id = p_entry) then
		if (select count(*) from core.api_token t where t.site_id = v_site and t.revoked_at is null and coalesce(t.expires_at, 'infinity') > core.now()) >= 50 then
			outcome := 'tokens_max';
			return;
		end if;
		perform core.api_token_make(p_entry, v_site, p_name, string_to_array(p_scopes, ' '), p_days, p_token, w.account, p_entry);
		perform core.idempotency_store(w.account, p_key, 'api_token_make', p_digest, null, p_entry, null);
	end if;
	select json_build_object('id', t.id, 'expires_at', core.rfc3339(t.expires_at)) into body from core.api_token t where t.id = p_entry;
end $$;
