-- SPDX-License-Identifier: Apache-2.0
-- Stores an API token of a site, as its BLAKE2b-256 digest only, valid for p_days. p_by: the admin; null for the operator.
create or replace function core.api_token_make(p_id uuid, p_site uuid, p_name text, p_scopes text[], p_days int, p_token bytea, p_by uuid,
	p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_until constant timestamptz := v_now + make_interval(days => p_days);
begin
	insert into core.api_token (id, site_id, name, token, scopes, made_by, created_at, expires_at)
	values (p_id, p_site, p_name, p_token, p_scopes, p_by, v_now, v_until);
	perform core.audit_write(p_entry, p_by, 'site_token', p_id, p_site,
		jsonb_build_object('scopes', p_scopes, 'expires_at', core.rfc3339(v_until)), json_build_object('name', p_name));
end $$;
