-- SPDX-License-Identifier: Apache-2.0
-- Queues the mail of an offer: with a link that sets the first password, which makes former links void, or with a link to the
-- account. Nothing for an account whose address is not verified.
create or replace function core.role_offer_mail(o core.role_offer) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.account;
	v_mail uuid;
begin
	select * into a from core.account x where x.id = o.account_id;
	if o.address is not null and core.account_invited(a) then
		update core.token x set used_at = core.now() where x.account_id = a.id and x.purpose = 'invite' and x.used_at is null;
		v_mail := core.mail_put(a.id, 'invite', json_build_object('role', o.role), null, 'invite');
	elsif a.email_verified then
		v_mail := core.mail_put(a.id, 'role_offer', json_build_object('role', o.role, 'site', (select s.title from core.site s where s.id = o.site_id)));
	end if;
	if v_mail is not null then
		update core.role_offer x set mailed_at = core.now() where x.id = o.id;
	end if;
end $$;
