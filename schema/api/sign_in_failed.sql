-- SPDX-License-Identifier: Apache-2.0
-- Records a failed sign-in. Called for each one, known account (p_account) or not, so that both take the same number
-- of queries. For an account with a role it writes an audit entry with that account as actor, bounded by
-- core.audit_bounded(). It runs with synchronous_commit off, so that its duration does not show whether the account
-- exists.
-- Outcomes:
--   ok  recorded
create or replace function api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid default core.new_id(), out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	perform core.id_check(p_entry);
	outcome := 'ok';
	if exists (select from core.role r where r.account_id = p_account) then
		perform set_config('synchronous_commit', 'off', true);
		perform core.audit_source_set(p_account, p_address::bytea);
		perform core.audit_bounded(p_entry, p_account, 'sign_in_failed', p_account, null, '{}');
	end if;
end $$;
