-- SPDX-License-Identifier: Apache-2.0
-- For the operator: removes every second factor and recovery code of the account with this skeleton, for an owner who lost them all. All its
-- sessions end. Returns ok, not_found or no_factor.
create or replace function core.account_factor_remove(p_skeleton text) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account uuid;
begin
	select a.id into v_account from core.account a where a.skeleton = p_skeleton and a.state = 'active' for no key update;
	if not found then
		return 'not_found';
	elsif core.factors(v_account) = '{}' then
		return 'no_factor';
	end if;
	delete from core.totp where account_id = v_account;
	delete from core.passkey where account_id = v_account;
	perform core.factor_changed(v_account, null, 'factors_removed', core.new_id());
	return 'ok';
end $$;
