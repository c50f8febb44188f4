-- SPDX-License-Identifier: Apache-2.0
-- Uses the link of a mail that verifies an address or changes it. Comments that waited for a verified address appear,
-- unless a moderator has to read them. It does not sign in.
-- Outcomes:
--   ok            {email, email_verified, waits_for, articles}: waits_for is new or old, the address that has to agree to
--                 a change yet, or null; articles is {id: version} of the articles with such comments. Also again
--   email_taken   another account has verified this address; the link stays usable
--   link_unknown  no such link, or the account has another address now
--   link_used
--   link_expired
create or replace function api_1.email_confirm(p_token bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	t core.token;
	a core.account;
	v_articles uuid[];
begin
	select * into t from core.token x where x.digest = p_token and x.purpose in ('verify', 'email_new', 'email_old');
	v_articles := core.unverified_articles(t.account_id);
	select * into a from core.account x where x.id = t.account_id and x.state = 'active' for no key update;
	if a.id is null then
		outcome := 'link_unknown';
	elsif t.purpose = 'verify' then
		outcome := core.email_verify(t, a);
	else
		outcome := core.email_change_confirm(t, a);
	end if;
	if outcome <> 'ok' then
		return;
	end if;
	select json_build_object('email', x.email, 'email_verified', x.email_verified,
		'waits_for', (select case when c.confirmed_at is null then 'new' else 'old' end from core.email_change c where c.account_id = a.id),
		'articles', core.unverified_publish(a.id, v_articles))
	into body from core.account x where x.id = a.id;
end $$;
