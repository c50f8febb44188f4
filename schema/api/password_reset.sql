-- SPDX-License-Identifier: Apache-2.0
-- Replaces the password by the link of a mail. All sessions of the account end, and none opens. The link proves the
-- address.
-- Outcomes:
--   ok            replaced; also again
--   link_unknown  no such link, or the address is not the account's any more
--   link_used
--   link_expired
create or replace function api_1.password_reset(p_token bytea, p_hash text, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_account constant uuid := (select t.account_id from core.token t where t.digest = p_token and t.purpose = 'reset');
	a core.account;
	v record;
begin
	select * into a from core.account x where x.id = v_account and x.state = 'active' for no key update;
	v := core.token_use(p_token, 'reset');
	outcome := v.outcome;
	if outcome = 'link_used' and a.password_hash = p_hash then
		outcome := 'ok'; -- the same call again
	elsif outcome = 'ok' and (lower(a.email) is distinct from lower(v.address) or not a.email_verified) then
		outcome := 'link_unknown';
	elsif outcome = 'ok' then
		update core.account x set password_hash = p_hash, rehashed_from = null where x.id = a.id;
		perform core.password_changed(a.id, null, a.id);
	end if;
end $$;
