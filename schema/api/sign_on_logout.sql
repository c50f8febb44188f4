-- SPDX-License-Identifier: Apache-2.0
-- A provider of OpenID Connect signs a reader out (Back-Channel Logout 1.0, 2.7): ends the sessions that came from it, of the
-- provider's session p_sid, or of p_subject if p_sid is null. A session whose ID token had no sid ends with its subject.
-- p_write names the write; p_digest, p_expires: see core.sign_on_token_use().
-- Outcomes:
--   ok         ended, or there is no such session; also for the same p_write again
--   replayed   the token was used
--   not_found  the provider was removed meanwhile
create or replace function api_1.sign_on_logout(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_sid text, p_write uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	p core.provider;
	v_account uuid;
begin
	perform core.id_check(p_write);
	select * into p from core.provider x where x.id = p_provider for share;
	outcome := case when not found then 'not_found' when not core.sign_on_token_use(p_digest, p_write, p_expires) then 'replayed' else 'ok' end;
	if outcome <> 'ok' then
		return;
	end if;
	v_account := (select i.account_id from core.identity i where i.issuer = p.issuer and i.subject = p_subject);
	if p_sid is not null then
		delete from core.session s where s.provider_id = p.id and s.provider_sid = p_sid and (p_subject is null or s.account_id = v_account);
	end if;
	delete from core.session s where s.account_id = v_account and s.provider_id = p.id and (p_sid is null or s.provider_sid is null);
end $$;
