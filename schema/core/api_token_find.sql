-- SPDX-License-Identifier: Apache-2.0
-- The API token of a request, for a function that the scope p_scope opens (null: any); it is then the actor of audit entries. For a
-- viewer without a session only. p_viewer: see core.viewer().
-- Outcomes:
--   ok             token, site
--   token_ended    an admin or the operator ended it
--   token_expired
--   scope          {scope}: the token lacks it
--   sign_in        no such token
create or replace function core.api_token_find(p_viewer bytea, p_scope text, out outcome text, out body json, out token uuid, out site uuid)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	t core.api_token;
begin
	select * into t from core.api_token x where x.token = substring(p_viewer from 1 for 32);
	outcome := case when t.id is null then 'sign_in' when t.revoked_at is not null then 'token_ended'
		when t.expires_at <= core.now() then 'token_expired' when p_scope <> all(t.scopes) then 'scope' else 'ok' end;
	if outcome = 'ok' then
		token := t.id;
		site := t.site_id;
		perform core.audit_source_set(t.id, substring(p_viewer from 33 for 32));
	elsif outcome = 'scope' then
		body := json_build_object('scope', p_scope);
	end if;
end $$;
