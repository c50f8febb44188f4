-- SPDX-License-Identifier: Apache-2.0
-- Deletes at most p_max each, oldest first: former names p_names seconds after their account gave them
-- up, unless comments still show them; reports of names as long after their answer; devices p_devices seconds after
-- their last use, changes of addresses after a week, offers of roles after a month, with an invited account that nobody
-- took, authenticator apps whose setup was not finished within an hour, used tokens of providers, and sign-ins by OpenID Connect that were not finished.
create or replace function core.sweep_accounts(p_max int, p_names int, p_devices int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_account uuid;
begin
	with due as (
		select n.id, exists (select from core.comment c where c.author_id = n.account_id and c.author_name = n.username) as shown
		from core.account_name n
		where n.shown_at <= v_now - make_interval(secs => p_names) order by n.shown_at limit p_max for update skip locked
	), kept as (
		update core.account_name n set shown_at = v_now from due d where n.id = d.id and d.shown
	)
	delete from core.account_name n using due d where n.id = d.id and not d.shown;
	delete from core.name_report where id = any(array(select r.id from core.name_report r
		where r.answered_at <= v_now - make_interval(secs => p_names) order by r.answered_at limit p_max for update skip locked));
	delete from core.known_device where ctid = any(array(select d.ctid from core.known_device d
		where d.last_at <= v_now - make_interval(secs => p_devices) order by d.last_at limit p_max for update skip locked));
	delete from core.email_change where ctid = any(array(select c.ctid from core.email_change c
		where c.at <= v_now - interval '7 days' order by c.at limit p_max for update skip locked));
	for v_account in delete from core.role_offer where ctid = any(array(select o.ctid from core.role_offer o
		where o.offered_at <= v_now - interval '30 days' order by o.offered_at limit p_max for update skip locked)) returning account_id loop
		perform core.account_uninvite(v_account);
	end loop;
	delete from core.sign_on_state where digest = any(array(select t.digest from core.sign_on_state t
		where t.expires_at <= v_now order by t.expires_at limit p_max * 20 for update skip locked));
	delete from core.totp where id = any(array(select t.id from core.totp t
		where t.confirmed_at is null and t.made_at <= v_now - interval '1 hour' order by t.made_at limit p_max for update skip locked));
	delete from core.sign_on_token where digest = any(array(select t.digest from core.sign_on_token t
		where t.expires_at <= v_now order by t.expires_at limit p_max * 20 for update skip locked));
end $$;
