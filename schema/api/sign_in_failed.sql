-- A sign-in that failed. Asked of every one, known account (p_account) or not, so that none costs another
-- number of questions; whoever has a role has it in the log, with that account as the actor, as far as
-- core.audit_bounded() goes. No disk is waited for: how long the answer takes tells nobody whether there is such an
-- account. Outcomes:
--   ok
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
