-- SPDX-License-Identifier: Apache-2.0
-- Opens a session for the reader that a verified token of a provider names. The first token of a subject makes an account
-- (p_account); later ones refresh it (core.identity_refresh). Issuer and subject alone find the account. p_digest, p_expires:
-- see core.sign_on_token_use(). p_who: {subject, name, names: [[name, skeleton]], others, email, email_verified, roles: [value], badges: [value], factor, sid, proved}; factor: the
-- provider says that it verified a second factor; of OpenID Connect alone sid, the session at the provider, or null, and proved, when the reader
-- proved there who they are, in seconds since 1970: the provider's own session may be old. 0: not known, so the session is not fresh;
-- names are made of name, others stand in where nobody may have them.
-- A replay for a known subject is audited.
-- Outcomes:
--   ok              core.session_json(); also for the same p_session again
--   pending         core.session_json(): the account has a second factor, which the session has to prove first; also again
--   replayed        the token was used
--   not_found       the provider was removed meanwhile
--   erased          the account of this subject is erased
--   username_taken  others have all these names
create or replace function api_1.sign_on(p_provider uuid, p_digest bytea, p_expires bigint, p_who json, p_account uuid,
	p_session uuid, p_token bytea, p_life int, p_staff_life int, p_address text, p_agent text, p_device bytea, p_language text, p_entry uuid, p_factor_required boolean default false,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	p core.provider;
	v_who constant jsonb := p_who::jsonb;
	v_account uuid;
	b record;
begin
	perform core.id_check(p_account);
	perform core.id_check(p_session);
	perform core.id_check(p_entry);
	select * into p from core.provider x where x.id = p_provider for share;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	-- of two first sign-ins at once one makes the account
	perform pg_advisory_xact_lock(hashtextextended(p.issuer || ' ' || (v_who ->> 'subject'), 2));
	v_account := (select i.account_id from core.identity i where i.issuer = p.issuer and i.subject = v_who ->> 'subject');
	if not core.sign_on_token_use(p_digest, p_session, p_expires) then
		outcome := 'replayed';
		if v_account is not null then
			perform core.audit_source_set(v_account, p_address::bytea);
			perform core.audit_bounded(p_entry, v_account, 'refused', v_account, p.site_id, jsonb_build_object('act', 'sign_on', 'code', outcome));
		end if;
		return;
	end if;
	if v_account is null then
		if not core.identity_account(p_account, p, v_who, p_language) then
			outcome := 'username_taken';
			return;
		end if;
		v_account := p_account;
	end if;
	perform from core.account a where a.id = v_account and a.state = 'active' for no key update;
	if not found then
		outcome := 'erased';
		return;
	end if;
	perform core.identity_refresh(v_account, p, v_who, p_entry);
	select * into b from core.session_begin(v_account, p_session, p_token, p_life, p_staff_life, p_address, p_agent, p_device, p_factor_required,
		coalesce((v_who ->> 'factor')::boolean, false));
	if p.kind = 'oidc' then
		update core.session s set provider_id = p.id, provider_sid = v_who ->> 'sid',
			proved_at = least(s.proved_at, to_timestamp((v_who ->> 'proved')::bigint))
		where s.id = p_session and s.provider_id is null;
	end if;
	outcome := case when b.pending then 'pending' else 'ok' end;
	body := core.session_json(p_session);
end $$;
