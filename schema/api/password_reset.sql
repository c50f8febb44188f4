-- SPDX-License-Identifier: Apache-2.0
-- Replaces the password by the link of a mail. All sessions of the account end, and none opens. The link of an invitation
-- sets the first password, verifies the address and accepts the roles that were offered and can still be given. The device
-- (p_device: digest of its cookie, p_network) is then known to the account.
-- Outcomes:
--   ok            replaced; also again
--   email_taken   an invitation: another account has verified the address
--   link_unknown  no such link, or the address is not the account's any more
--   link_used
--   link_expired
create or replace function api_1.password_reset(p_token bytea, p_hash text, p_device bytea default null,
	p_network text default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_account constant uuid := (select t.account_id from core.token t where t.digest = p_token and t.purpose in ('reset', 'invite'));
	v_purpose constant text := (select t.purpose from core.token t where t.digest = p_token and t.account_id = v_account);
	o core.role_offer;
	a core.account;
	v record;
begin
	select * into a from core.account x where x.id = v_account and x.state = 'active' for no key update;
	if v_purpose = 'invite' and core.email_taken(a.id, a.email) then
		outcome := 'email_taken';
		return;
	end if;
	v := core.token_use(p_token, coalesce(v_purpose, 'reset'));
	outcome := v.outcome;
	if outcome = 'link_used' and a.password_hash = p_hash then
		outcome := 'ok'; -- the same call again
	elsif outcome = 'ok' and (lower(a.email) is distinct from lower(v.address) or a.email_verified <> (v_purpose = 'reset')) then
		outcome := 'link_unknown';
	elsif outcome = 'ok' then
		update core.account x set password_hash = p_hash, rehashed_from = null, email_verified = true where x.id = a.id;
		if v_purpose = 'reset' then
			perform core.password_changed(a.id, null, a.id);
		else
			perform core.sign_in_failures_clear(a.id);
			for o in select x.* from core.role_offer x where x.account_id = a.id order by x.id loop
				if o.offered_by is null or core.role_givable(o.offered_by, a.id, o.role, o.site_id, o.permissions) then
					perform core.role_put(a.id, o.role, o.site_id, o.offered_by, core.new_id(), o.permissions);
				end if;
			end loop;
		end if;
		perform core.device_record(a.id, p_device, p_network);
	end if;
end $$;
