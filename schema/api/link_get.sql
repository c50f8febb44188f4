-- SPDX-License-Identifier: Apache-2.0
-- The link of a mail before its button is pressed. Changes nothing: programs that scan mails open links. p_purpose: one
-- purpose or several, separated by spaces.
-- Outcomes:
--   ok            {username, address, purpose, data, role_offers}
--   link_unknown  no token of this purpose, or its account is erased
--   link_used
--   link_expired
create or replace function api_1.link_get(p_token bytea, p_purpose text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	t core.token;
begin
	select * into t from core.token x where x.digest = p_token and x.purpose = any(string_to_array(p_purpose, ' '));
	outcome := core.token_state(t);
	if outcome = 'ok' then
		select json_build_object('username', a.username, 'address', t.address, 'purpose', t.purpose, 'data', t.data, 'role_offers', core.role_offers_json(a.id)) into body
		from core.account a where a.id = t.account_id and a.state = 'active';
		if not found then
			outcome := 'link_unknown';
		end if;
	end if;
end $$;
