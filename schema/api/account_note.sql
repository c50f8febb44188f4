-- SPDX-License-Identifier: Apache-2.0
-- Stores a moderator's note about an account, for moderators of one site, or of all sites if the moderator is one
-- there.
-- Outcomes:
--   ok            {note}; the same again for the same id or Idempotency-Key
--   not_found     no such account, or a site where the viewer has no role
--   missing_site  the moderator has several sites and named none
--   sanctioned    {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_site uuid;
	v_reused boolean;
begin
	perform core.id_check(p_note);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'account_note', p_account, null, outcome);
		return;
	end if;
	if p_site is not null then
		select s.id into v_site from core.site s where s.key = p_site;
	elsif cardinality(v_sites) = 1 then
		v_site := v_sites[1];
	end if;
	perform from core.account a where a.id = p_account for no key update; -- another transaction may be using the same key
	if not found or p_site is not null and v_site is null then
		outcome := 'not_found';
	elsif v_site is null and v_sites is not null then
		outcome := 'missing_site';
	elsif v_site <> all(v_sites) then
		outcome := core.site_access(w.account, v_sites, v_site);
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'account_note', p_account, v_site, outcome);
		return;
	end if;
	select g.id, g.reused into p_note, v_reused from core.write_id(w.account, p_key, 'account_note', p_digest, p_note) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	end if;
	insert into core.account_note (id, account_id, site_id, moderator_id, text, at)
	values (p_note, p_account, v_site, w.account, p_text, core.now())
	on conflict do nothing;
	if found then
		perform core.audit_write(p_note, w.account, 'account_note', p_account, v_site, '{}',
			json_build_object('sha256', core.text_digest(p_text)));
		perform core.idempotency_store(w.account, p_key, 'account_note', p_digest, null, p_note, null);
	end if;
	select json_build_object('id', m.id, 'text', m.text, 'created_at', core.rfc3339(m.at),
		'by', json_build_object('id', w.account, 'username', w.name))
	into body from core.account_note m where m.id = p_note;
end $$;
