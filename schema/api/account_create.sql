-- SPDX-License-Identifier: Apache-2.0
-- Creates an account and its first session, and with p_mail queues the mail that verifies its address.
-- Outcomes:
--   ok              core.session_json()
--   username_taken  another account has this name or a confusable one, or had it lately
create or replace function api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text,
	p_session uuid, p_token bytea, p_life int, p_address text, p_agent text,
	p_language text default 'en', p_mail boolean default false, p_device bytea default null, p_terms text default null,
	p_factor_required boolean default false, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_new boolean;
begin
	perform core.id_check(p_account);
	perform core.id_check(p_session);
	perform core.names_lock(array[p_skeleton]);
	if core.name_taken(p_account, p_skeleton) then
		outcome := 'username_taken';
		return;
	end if;
	insert into core.account (id, username, skeleton, email, password_hash, language, terms_accepted, terms_accepted_at)
	values (p_account, p_name, p_skeleton, p_email, p_hash, p_language, p_terms, case when p_terms is not null then core.now() end)
	on conflict do nothing;
	v_new := found;
	if not v_new and not exists (select from core.account where id = p_account and skeleton = p_skeleton) then
		outcome := 'username_taken';
		return;
	end if;
	insert into core.session as s (id, account_id, token, network, agent, expires_at, factor_required)
	values (p_session, p_account, p_token, p_address, p_agent, core.now() + make_interval(secs => p_life), p_factor_required)
	on conflict (id) do nothing;
	perform core.network_record(p_account, p_address, core.now());
	perform core.device_known(p_account, p_device, p_address, p_agent);
	if v_new and p_mail then
		perform core.mail_put(p_account, 'verify', '{}', null, 'verify');
	end if;
	outcome := 'ok';
	body := core.session_json(p_session);
end $$;
