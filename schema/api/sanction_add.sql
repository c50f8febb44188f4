-- SPDX-License-Identifier: Apache-2.0
-- A moderator sanctions an account on one site (by key), or on all sites of the moderator. The account must
-- be another one, and of less power. A ban ends all sessions. With p_since, or p_span seconds back, the
-- account's comments since then are rejected in batches by span_step(). p_note is for moderators, p_message for the
-- account.
-- Outcomes:
--   ok                 {sanction}; the same again for the same id or Idempotency-Key
--   not_found          no such account, or a site where the viewer has no role
--   time_past          the end has passed
--   until_not_allowed  a warning ends when it is read, not at a time
--   time_future        p_since is in the future
--   second_needed      rejections for this reason, or by this moderator, need two moderators who see the comment
--   unknown_reason     neither a common reason nor the site's own
--   missing_site       the moderator has several sites and named none
--   sanctioned         {kind, until}: the viewer is banned
--   sign_in, forbidden, key_reused
create or replace function api_1.sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamptz,
	p_reason text, p_note text, p_message text, p_site text, p_since timestamptz, p_span int, p_key uuid, p_digest bytea,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_site uuid;
	v_now timestamptz := core.now();
	v_since timestamptz := coalesce(p_since, v_now - make_interval(secs => p_span));
	k record;
	n core.sanction;
begin
	perform core.id_check(p_sanction);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'sanctions') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'sanction', p_account, null, outcome);
		return;
	end if;
	perform from core.account where id = p_account for no key update; -- another transaction may be using the same key
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'sanction_add', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_sanction := coalesce(k.object_id, p_sanction);
	end if;
	select * into n from core.sanction x where x.id = p_sanction and x.account_id = p_account and x.made_by = w.account;
	if found then
		body := core.sanction_json(n);
		return;
	end if;

	if p_site is not null then
		select s.id into v_site from core.site s where s.key = p_site;
	elsif cardinality(v_sites) = 1 then
		v_site := v_sites[1];
	end if;
	perform from core.account a where a.id = p_account and a.state = 'active';
	if not found or p_site is not null and v_site is null then
		outcome := 'not_found';
		return;
	end if;
	if v_site is null and v_sites is not null then
		outcome := 'missing_site';
	elsif v_site <> all(v_sites) then
		outcome := core.site_access(w.account, v_sites, v_site);
	elsif p_account = w.account or not core.outranks(w.account, p_account, v_site) then
		outcome := 'forbidden';
	elsif p_until <= v_now then
		outcome := 'time_past';
	elsif p_kind = 'warn' and p_until is not null then
		outcome := 'until_not_allowed';
	elsif v_since > v_now then
		outcome := 'time_future';
	elsif not core.reason_known(v_site, p_reason) then
		outcome := 'unknown_reason';
	elsif v_since is not null and exists (select from core.site s
		where (v_site is null or s.id = v_site) and core.second_needed(s, w.account, 'reject', p_reason)) then
		outcome := 'second_needed';
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'sanction', p_account, v_site, outcome);
		return;
	end if;

	insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by)
	values (p_sanction, p_account, v_site, p_kind, coalesce(p_until, 'infinity'), p_reason, w.account)
	returning * into n;
	if p_kind = 'ban' then
		delete from core.session where account_id = p_account;
	end if;
	if v_since is not null then
		insert into core.sanction_span (sanction_id, account_id, site_id, moderator_id, reason, since, upto, state, at_id)
		values (p_sanction, p_account, v_site, w.account, p_reason, v_since, v_now + interval '5 seconds', 'rejecting', core.id_from(v_since));
	end if;
	perform core.notice_put(p_account, 'sanction', v_site, null, null, null, p_sanction,
		(core.statement(v_site, p_kind, n.made_at, n.until, p_reason, w.account, null, p_message)
		|| jsonb_build_object('kind', p_kind, 'site', (select s.key from core.site s where s.id = v_site)))::json, true);
	perform core.audit_write(p_sanction, w.account, 'sanction', p_account, v_site,
		jsonb_build_object('kind', p_kind, 'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', p_reason,
			'comments_since', core.rfc3339(v_since)),
		case when num_nonnulls(p_note, p_message) > 0 then json_build_object('note', p_note, 'message', p_message) end);
	if p_key is not null then
		perform core.idempotency_store(w.account, p_key, 'sanction_add', p_digest, null, p_sanction, null);
	end if;
	body := core.sanction_json(n);
end $$;
