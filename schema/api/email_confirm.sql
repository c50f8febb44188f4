-- SPDX-License-Identifier: Apache-2.0
-- Uses the link of a mail that verifies an address. Comments that waited for it appear, unless a moderator has to read
-- them. It does not sign in.
-- Outcomes:
--   ok            {email, email_verified, articles}: articles is {id: version} of the articles with such comments; also again
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
	select * into t from core.token x where x.digest = p_token and x.purpose = 'verify';
	v_articles := core.unverified_articles(t.account_id);
	select * into a from core.account x where x.id = t.account_id and x.state = 'active' for no key update;
	if a.id is null or lower(a.email) is distinct from lower(t.address) then
		outcome := 'link_unknown';
		return;
	elsif core.email_taken(a.id, a.email) then
		outcome := 'email_taken';
		return;
	end if;
	select u.outcome into outcome from core.token_use(p_token, 'verify') u;
	if outcome = 'link_used' and a.email_verified then
		outcome := 'ok'; -- the button was pressed twice
	elsif outcome = 'ok' then
		update core.account x set email_verified = true where x.id = a.id;
	else
		return;
	end if;
	body := json_build_object('email', a.email, 'email_verified', true, 'articles', core.unverified_publish(a.id, v_articles));
end $$;
