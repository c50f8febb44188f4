-- SPDX-License-Identifier: Apache-2.0
-- At most p_max each, oldest first: mails that were not sent within p_expire seconds expire, and are counted; mails that
-- were written p_outbox seconds ago are deleted; tokens are deleted p_token seconds after their end. Mails that a courier
-- has now are left alone. Returns the number of deleted mails.
create or replace function core.sweep_mails(p_max int, p_outbox int, p_expire int, p_token int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_count int;
begin
	update core.outbox x set state = 'expired' where x.id = any(array(select o.id from core.outbox o
		where o.created_at <= v_now - make_interval(secs => least(p_expire, p_outbox))
			and (o.state in ('waiting', 'unknown') or o.state in ('leased', 'sending') and o.due_at <= v_now)
		order by o.created_at limit p_max for update skip locked));
	get diagnostics v_count = row_count;
	perform core.mail_count('expired', v_count);
	delete from core.outbox where ctid = any(array(select o.ctid from core.outbox o
		where o.created_at <= v_now - make_interval(secs => p_outbox) and o.state in ('sent', 'dead', 'expired', 'cancelled')
		order by o.created_at limit p_max for update skip locked));
	get diagnostics v_count = row_count;
	delete from core.token where digest = any(array(select t.digest from core.token t
		where t.expires_at <= v_now - make_interval(secs => p_token) order by t.expires_at limit p_max for update skip locked));
	return v_count;
end $$;
