-- SPDX-License-Identifier: Apache-2.0
-- Uses the token of a link. Of two calls at once one finds the token used. A token for unsubscribing can be used many
-- times.
-- Outcomes:
--   ok            account, address and data of the token
--   link_unknown  there is none of this purpose
--   link_used     the same columns
--   link_expired  the same columns
create or replace function core.token_use(p_digest bytea, p_purpose text,
	out outcome text, out account uuid, out address text, out data json)
language plpgsql
as $$
#variable_conflict use_column
declare
	t core.token;
begin
	select * into t from core.token x where x.digest = p_digest and x.purpose = p_purpose for no key update;
	account := t.account_id;
	address := t.address;
	data := t.data;
	outcome := core.token_state(t);
	if outcome = 'ok' and p_purpose <> 'unsubscribe' then
		update core.token x set used_at = core.now() where x.digest = p_digest;
	end if;
end $$;
