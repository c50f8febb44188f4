-- SPDX-License-Identifier: Apache-2.0
-- Makes the account p_account of a new subject. p_who: see api_1.sign_on(). Its name is the first of p_who.names and p_who.others that is free.
-- It has no password. Returns false if all names are taken.
create or replace function core.identity_account(p_account uuid, p core.provider, p_who jsonb, p_language text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_name constant jsonb := core.name_first_free(p_account, p_who -> 'names' || (p_who -> 'others'));
begin
	if v_name is null then
		return false;
	end if;
	insert into core.account (id, username, skeleton, password_hash, language)
	values (p_account, v_name ->> 0, v_name ->> 1, core.no_password(), p_language);
	insert into core.identity (issuer, subject, account_id, provider_id, name, made_at, last_at)
	values (p.issuer, p_who ->> 'subject', p_account, p.id, p_who ->> 'name', core.now(), core.now());
	return true;
end $$;
