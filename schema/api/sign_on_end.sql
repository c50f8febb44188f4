-- SPDX-License-Identifier: Apache-2.0
-- The publisher signs a reader out: ends all sessions of the account of this subject. p_write names the write;
-- p_digest, p_expires: see core.sign_on_token_use().
-- Outcomes:
--   ok         ended, or the subject has no session or no account; also for the same p_write again
--   replayed   the token was used
--   not_found  the provider was removed meanwhile
create or replace function api_1.sign_on_end(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_write uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	p core.provider;
begin
	perform core.id_check(p_write);
	select * into p from core.provider x where x.id = p_provider for share;
	outcome := case when not found then 'not_found' when not core.sign_on_token_use(p_digest, p_write, p_expires) then 'replayed' else 'ok' end;
	if outcome = 'ok' then
		perform core.sessions_end(i.account_id, null, 'sign_out') from core.identity i where i.issuer = p.issuer and i.subject = p_subject;
	end if;
end $$;
