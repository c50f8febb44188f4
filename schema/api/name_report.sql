-- SPDX-License-Identifier: Apache-2.0
-- A reader reports another reader's name, once for each name. The moderators of the site where the account commented last decide,
-- else those of the default site.
-- Outcomes:
--   ok          {report}: stored, or the same id or Idempotency-Key again
--   again       {report}: the reader reported this name before
--   not_found   no such account
--   forbidden   the own name
--   sanctioned  {kind, until}: a ban
--   sign_in, key_reused
create or replace function api_1.name_report(p_viewer bytea, p_account uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	a core.account;
	r core.name_report;
	v_site uuid;
	v_reused boolean;
begin
	perform core.id_check(p_report);
	v_site := coalesce((select t.site_id from core.comment c join core.article t on t.id = c.article_id
		where c.author_id = p_account and c.state = 'published' order by c.id desc limit 1), (core.default_site(null)).id);
	w := core.viewer(p_viewer, v_site);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into a from core.account x where x.id = p_account and x.state = 'active' for no key update;
	select g.id, g.reused into p_report, v_reused from core.write_id(w.account, p_key, 'name_report', p_digest, p_report) g;
	select * into r from core.name_report x where x.account_id = a.id and x.reporter_id = w.account and (x.id = p_report or x.name = a.username)
	order by x.id <> p_report limit 1;
	outcome := case when a.id is null or v_site is null then 'not_found'
		when w.banned then 'sanctioned'
		when v_reused then 'key_reused'
		when a.id = w.account then 'forbidden'
		when r.id <> p_report then 'again'
		else 'ok' end;
	if outcome = 'sanctioned' then
		body := core.sanctioned_json('ban', w.ban_until);
	elsif outcome = 'ok' and r.id is null then
		insert into core.name_report (id, account_id, name, site_id, reporter_id, reason, detail, at)
		values (p_report, a.id, a.username, v_site, w.account, p_reason, nullif(p_detail, ''), core.now()) returning * into r;
		perform core.idempotency_store(w.account, p_key, 'name_report', p_digest, null, r.id, null);
	end if;
	if outcome in ('ok', 'again') then
		body := core.name_report_json(r);
	end if;
end $$;
