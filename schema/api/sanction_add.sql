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
--   sign_in, second_factor, forbidden, key_reused
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
	else
		outcome := core.sanction_refused(w, v_sites, p_account, v_site, p_kind, p_until, p_reason, v_since);
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'sanction', p_account, v_site, outcome);
		return;
	end if;

	n := core.sanction_make(w, p_sanction, p_account, v_site, p_kind, p_until, p_reason);
	if v_since is not null then
		insert into core.sanction_span (sanction_id, account_id, site_id, moderator_id, reason, since, upto, state, at_id)
		values (p_sanction, p_account, v_site, w.account, p_reason, v_since, v_now + interval '5 seconds', 'rejecting', core.id_from(v_since));
	end if;
	perform core.sanction_tell(n, null::core.comment, v_since, p_note, p_message, '{}'::jsonb);
	if p_key is not null then
		perform core.idempotency_store(w.account, p_key, 'sanction_add', p_digest, null, p_sanction, null);
	end if;
	body := core.sanction_json(n);
end $$;
