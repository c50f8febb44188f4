-- SPDX-License-Identifier: Apache-2.0
-- Takes over what a token says of an account. p_who: see api_1.sign_on().
-- The name: only if the token has one that is not the last token's, so that a number or a name that the reader chose stays.
-- The badge: the first value that the provider's settings list. It stands beside new comments on the provider's site.
-- The address: it counts as verified if the token says so and no other account has verified it; no account is merged.
create or replace function core.identity_refresh(p_account uuid, p core.provider, p_who jsonb, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.account;
	i core.identity;
	v_name jsonb;
	v_email constant text := p_who ->> 'email';
	v_verified boolean;
begin
	select * into a from core.account x where x.id = p_account for no key update;
	select * into i from core.identity x where x.issuer = p.issuer and x.subject = p_who ->> 'subject' for no key update;
	if i.name is distinct from p_who ->> 'name' and jsonb_array_length(p_who -> 'names') > 0 then
		v_name := core.name_first_free(a.id, p_who -> 'names' || jsonb_build_array(jsonb_build_array(a.username, a.skeleton)));
		if v_name ->> 0 <> a.username then
			insert into core.account_name (id, account_id, username, skeleton, changed_at) values (p_entry, a.id, a.username, a.skeleton, core.now());
			update core.account x set username = v_name ->> 0, skeleton = v_name ->> 1 where x.id = a.id;
		end if;
	end if;
	update core.identity x set name = p_who ->> 'name', provider_id = p.id, last_at = core.now(),
		badge = (select p.settings -> 'badges' ->> b.value from jsonb_array_elements_text(p_who -> 'badges') with ordinality b
			where p.settings -> 'badges' ? b.value order by b.ordinality limit 1)
	 where x.issuer = i.issuer and x.subject = i.subject;
	v_verified := (p_who ->> 'email_verified')::boolean and not core.email_taken(a.id, v_email) or a.email_verified and lower(a.email) = lower(v_email);
	if v_email is not null and (lower(a.email) is distinct from lower(v_email) or v_verified is distinct from a.email_verified) then
		delete from core.email_change c where c.account_id = a.id;
		update core.account x set email = v_email, email_verified = coalesce(v_verified, false) where x.id = a.id;
	end if;
	perform core.role_claimed(a.id, p, coalesce(p_who -> 'roles', '[]'));
end $$;
