-- SPDX-License-Identifier: Apache-2.0
-- Deletes and applies what is due by time, at most p_max of each kind, so that a call stays short. Any worker may
-- call it. Deleted: ended sessions, codes of sessions an hour after their end, networks after related_days, Idempotency-Keys after 24 hours, signatures after a day
-- or what the rule repetition needs, mails after p_outbox, journal entries after p_journal seconds, and tokens of mails. Mails that were not
-- sent in time expire (core.sweep_mails). p_retention: seconds by name, {mail, token, notification, name, device, first_sight, skip, unverified}. Erased: texts of rejected comments
-- and former revisions after p_appeal seconds, of withdrawn comments after p_withdrawn, or p_appeal if there is a
-- case; not while a case, appeal or notice of illegal content is open. Applied: comments that waited for a verified address are rejected, holds by reports end, cases of
-- withdrawn comments close after p_appeal, articles close, pending report notifications are sent. Locked articles are
-- skipped until the next call. p_clock: see core.sweep_clock(); while the clock is doubted nothing is deleted, and a sweep during which
-- it stepped is undone. Null: no comparison.
-- Outcomes:
--   ok  {sessions, keys, signatures, texts, revisions, mails, unverified, journal, articles, clock}: numbers; articles is
--       [{id, version}] of changed articles; clock is for the next call
create or replace function api_1.sweep(p_max int, p_appeal int, p_withdrawn int, p_outbox int default 7 * 86400, p_journal int default 2 * 86400,
	p_clock json default null, p_retention json default '{}',
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- few of many rows are due, which the planner cannot see from a limit that is a parameter
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
	v_clock constant json := case when p_clock is not null then core.sweep_clock(p_clock) end;
	v_clock_suspect constant boolean := coalesce(v_clock ->> 'doubt' is not null, false);
	v_now constant timestamptz := case when v_clock_suspect then '-infinity' else core.now() end; -- rows due until then are deleted
	v_within float8;
	v_sessions int;
	v_keys int;
	v_signatures int;
	v_texts int;
	v_revisions int;
	v_mails int;
	v_unverified int;
	v_entries int;
	v_articles json;
begin
	delete from core.session where id = any(array(select s.id from core.session s
		where s.expires_at <= v_now order by s.expires_at limit p_max for update skip locked));
	get diagnostics v_sessions = row_count;
	delete from core.session_code where id = any(array(select c.id from core.session_code c
		where c.expires_at <= v_now - interval '1 hour' order by c.expires_at limit p_max for update skip locked));

	delete from core.idempotency where ctid = any(array(select k.ctid from core.idempotency k
		where k.at <= v_now - interval '24 hours' order by k.at limit p_max for update skip locked));
	get diagnostics v_keys = row_count;

	select greatest(86400, max((s.state_rules #>> '{repetition,within}')::float8)) into v_within from core.site s;
	delete from core.signature where ctid = any(array(select s.ctid from core.signature s
		where s.at <= v_now - make_interval(secs => v_within) order by s.at limit p_max for update skip locked));
	get diagnostics v_signatures = row_count;

	perform core.sweep_withdrawn(case when v_clock_suspect then 0 else p_max end, p_appeal);
	with due as (
		select c.article_id, c.id from core.comment c
		where c.state in ('rejected', 'withdrawn') and c.text_erased_at is null
			and coalesce(c.state_changed_at, c.created_at) <= v_now - make_interval(secs => least(p_appeal, p_withdrawn))
			and (c.state = 'withdrawn' or coalesce(c.state_changed_at, c.created_at) <= v_now - make_interval(secs => p_appeal))
			and not exists (select from core.case_file f where f.comment_id = c.id
				and (f.state = 'open' or coalesce(c.state_changed_at, c.created_at) > v_now - make_interval(secs => p_appeal)))
			and not exists (select from core.appeal p where p.comment_id = c.id and p.state = 'open')
			and not exists (select from core.illegal_notice i where i.comment_id = c.id and i.state = 'open')
		order by coalesce(c.state_changed_at, c.created_at) limit p_max
	), locked as (
		select a.id from core.article a where a.id in (select d.article_id from due d) order by a.id for no key update skip locked
	)
	update core.comment c set body = '', html = '', text_erased_at = v_now
	from due d join locked l on l.id = d.article_id
	where c.article_id = d.article_id and c.id = d.id and c.state in ('rejected', 'withdrawn');
	get diagnostics v_texts = row_count;

	with due as (
		select r.article_id, r.comment_id, r.revision from core.comment_revision r
		where r.text_erased_at is null and r.made_at <= v_now - make_interval(secs => p_appeal)
			and not exists (select from core.case_file f where f.comment_id = r.comment_id and f.state = 'open')
			and not exists (select from core.appeal p where p.comment_id = r.comment_id and p.state = 'open')
			and not exists (select from core.illegal_notice i where i.comment_id = r.comment_id and i.state = 'open')
		order by r.made_at limit p_max
	), locked as (
		select a.id from core.article a where a.id in (select d.article_id from due d) order by a.id for no key update skip locked
	)
	update core.comment_revision r set body = '', html = '', text_erased_at = v_now
	from due d join locked l on l.id = d.article_id
	where r.article_id = d.article_id and r.comment_id = d.comment_id and r.revision = d.revision;
	get diagnostics v_revisions = row_count;

	-- twenty times as many: votes write a row each
	v_entries := core.sweep_journal(case when v_clock_suspect then 0 else p_max * 20 end, p_journal);
	v_mails := core.sweep_mails(case when v_clock_suspect then 0 else p_max * 20 end, p_outbox,
		coalesce((p_retention ->> 'mail')::int, p_outbox), coalesce((p_retention ->> 'token')::int, 30 * 86400));
	v_unverified := core.sweep_unverified(case when v_clock_suspect then 0 else p_max end, coalesce((p_retention ->> 'unverified')::int, 7 * 86400));
	perform core.sweep_skips(case when v_clock_suspect then 0 else p_max end, coalesce((p_retention ->> 'skip')::int, 184 * 86400));
	perform core.sweep_networks(case when v_clock_suspect then 0 else p_max end);
	perform core.sweep_accounts(case when v_clock_suspect then 0 else p_max end, coalesce((p_retention ->> 'name')::int, 365 * 86400),
		coalesce((p_retention ->> 'device')::int, 400 * 86400));
	perform core.sweep_notifications(case when v_clock_suspect then 0 else p_max * 20 end, coalesce((p_retention ->> 'notification')::int, 90 * 86400));
	perform core.sweep_first_sights(case when v_clock_suspect then 0 else p_max end, coalesce((p_retention ->> 'first_sight')::int, 30 * 86400));
	perform core.sweep_report_notifications(p_max);
	v_articles := core.sweep_articles(p_max);
	outcome := 'ok';
	body := json_build_object('sessions', v_sessions, 'keys', v_keys, 'signatures', v_signatures, 'texts', v_texts, 'revisions', v_revisions,
		'mails', v_mails, 'unverified', v_unverified, 'journal', v_entries, 'articles', v_articles);
	if p_clock is not null then
		if not v_clock_suspect and abs(extract(epoch from core.now()) * 1000 - (v_clock ->> 'ms')::bigint) > 3600000 then
			raise exception 'the database''s clock stepped during a sweep' using errcode = '40001'; -- repeated, which doubts the clock
		end if;
		body := (body::jsonb || jsonb_build_object('clock', v_clock))::json;
	end if;
end $$;
