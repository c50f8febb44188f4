-- SPDX-License-Identifier: Apache-2.0
-- Changes the viewer's account: each of name, address, language, accepted terms and p_choices (mails about
-- notifications by kind; kinds that it lacks stay) that is not null, or none of them. p_hash: the hash
-- against which the password was verified; an address needs it.
-- A name: the former one goes to core.account_name. p_name_wait: seconds between two changes of the name.
-- An address: if the account has a verified one, both get a mail and both have to agree (api_1.email_confirm); else it
-- replaces the unverified one and gets the mail that verifies it. The account's own address ends a change under way.
-- p_mail: the new address may get a mail.
-- Outcomes:
--   ok              core.own_account_json(); also again
--   username_taken  another account has the name, or had it lately
--   name_removed    a moderator took this name away
--   name_wait       {until, wait}: the name was changed lately
--   conflict        the password changed meanwhile
--   confirm         {methods}: an address, and the password alone does not prove the person; see core.fresh()
--   sign_in
create or replace function api_1.account_change(p_viewer bytea, p_id uuid, p_name text, p_skeleton text, p_name_wait int, p_hash text, p_email text,
	p_mail boolean, p_language text, p_terms text, p_choices json, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	a core.account;
	v_now constant timestamptz := core.now();
	v_free timestamptz;
begin
	perform core.id_check(p_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	perform core.names_lock(array[p_skeleton, (select x.skeleton from core.account x where x.id = w.account and p_name is not null)]);
	select * into a from core.account x where x.id = w.account for no key update;
	if p_email is not null and p_hash is distinct from a.password_hash and p_hash is distinct from a.rehashed_from then
		outcome := 'conflict';
		return;
	elsif p_email is not null and not core.fresh(w) and not 'password' = any(core.confirm_methods(w.account)) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	if p_name is not null and p_name <> a.username then
		v_free := core.name_free_at(a.id, p_name_wait);
		if v_free is not null then
			outcome := 'name_wait';
			body := json_build_object('until', core.rfc3339(v_free), 'wait', ceil(extract(epoch from v_free - v_now)));
			return;
		elsif exists (select from core.account_name n join core.sanction s on s.id = n.id
			where n.account_id = a.id and n.skeleton = p_skeleton and s.lifted_at is null) then
			outcome := 'name_removed';
			return;
		elsif core.name_taken(a.id, p_skeleton) then
			outcome := 'username_taken';
			return;
		end if;
		insert into core.account_name (id, account_id, username, skeleton, changed_at) values (p_id, a.id, a.username, a.skeleton, v_now);
		update core.account x set username = p_name, skeleton = p_skeleton where x.id = a.id;
	end if;
	if p_email is not null then
		perform core.email_change_begin(a, p_email, p_mail);
	end if;
	if p_language is not null then
		update core.account x set language = p_language where x.id = a.id;
	end if;
	if p_terms is not null then
		update core.account x set terms_accepted = p_terms, terms_accepted_at = v_now where x.id = a.id and x.terms_accepted is distinct from p_terms;
	end if;
	if p_choices is not null then
		update core.account x set mail_choices = x.mail_choices || p_choices::jsonb where x.id = a.id;
	end if;
	outcome := 'ok';
	body := core.own_account_json(a.id, p_name_wait);
end $$;
