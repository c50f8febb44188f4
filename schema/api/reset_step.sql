-- SPDX-License-Identifier: Apache-2.0
-- Answers stored requests to reset a password, the oldest first, at most p_max: queues a mail with a link for an account
-- with a verified address that does not sign in at a publisher, and forgets the request. p_mails: so many such links of an account in an hour; null: no limit.
-- Outcomes:
--   ok    more requests may wait
--   idle
create or replace function api_1.reset_step(p_max int, p_mails int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	r core.reset_request;
	a core.account;
	v_n int := 0;
begin
	for r in delete from core.reset_request x where x.id = any(array(select y.id from core.reset_request y
			order by y.id limit p_max for update skip locked))
		returning x.*
	loop
		v_n := v_n + 1;
		a := core.login_account(r.login);
		if a.email_verified and core.signs_in_at(a.id) is null and (p_mails is null or p_mails > (select count(*) from core.token t
				where t.account_id = a.id and t.purpose = 'reset' and t.made_at > core.now() - interval '1 hour')) then
			perform core.mail_put(a.id, 'reset', '{}', null, 'reset');
		end if;
	end loop;
	outcome := case when v_n = p_max then 'ok' else 'idle' end;
end $$;
