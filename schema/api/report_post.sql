-- SPDX-License-Identifier: Apache-2.0
-- A reader reports a revision of a comment, once for each reason; the reader counts once. The report opens the
-- comment's case or adds weight by the reader's standing (core.reporter_standing()). After a moderator approved the
-- revision, only new reporters with a total weight of three open the case again. p_hold readers in good standing (0:
-- never) hold a revision without an approval, for at most p_hold_max seconds and once.
-- Outcomes:
--   ok          {report}: stored, or the same Idempotency-Key again
--   again       {report}: the reader reported this revision for this reason before, or it is no longer published
--   not_found   no such comment, or not published
--   forbidden   an own comment
--   sanctioned  {kind, until}: a ban
--   sign_in, key_reused
create or replace function api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text,
	p_key uuid, p_digest bytea, p_hold int, p_hold_max int, p_age int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a record;
	w core.viewer_state;
	c core.comment;
	r core.report;
	f core.case_file;
	k record;
	s record;
	v_first boolean;
begin
	perform core.id_check(p_report);
	select x.state, x.version, x.site_id into a from core.article x where x.id = p_article for no key update;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	elsif a.state is null or a.state = 'hidden' then
		outcome := 'not_found';
		return;
	elsif w.banned then
		outcome := 'sanctioned';
		body := core.sanctioned_json('ban', w.ban_until);
		return;
	end if;
	version := a.version;
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'report_post', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		elsif k.seen then
			outcome := 'ok';
			body := k.result;
			return;
		end if;
	end if;
	select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	select * into r from core.report x where x.article_id = p_article and x.comment_id = p_comment
		and x.revision = c.revision and x.reporter_id = w.account
	order by x.reason <> p_reason limit 1;
	v_first := r.id is null;
	if not v_first and (r.reason = p_reason or c.state <> 'published') then -- also if this report itself held the comment
		outcome := case when r.id = p_report then 'ok' else 'again' end;
		body := core.report_json(r);
		return;
	elsif c.id is null or c.state <> 'published' then
		outcome := 'not_found';
		return;
	elsif c.author_id = w.account then
		outcome := 'forbidden';
		return;
	end if;

	s := core.reporter_standing(w.account, w.since, p_age);
	insert into core.report (article_id, comment_id, reporter_id, revision, id, reason, detail, at, weight, good_standing)
	values (p_article, p_comment, w.account, c.revision, p_report, p_reason, nullif(p_detail, ''), core.now(),
		case when v_first then s.weight else 0 end, s.good and v_first)
	returning * into r;
	select * into f from core.case_file where comment_id = p_comment for no key update;
	if f.state is distinct from 'closed' or f.approved_revision is distinct from c.revision
		or (select coalesce(sum(x.weight), 0) from core.report x where x.article_id = p_article and x.comment_id = p_comment
			and x.revision = c.revision and x.at > f.decided_at) >= 3 then
		-- if this report opens the case again: all reports since the decision
		perform core.case_open(c, a.site_id, case when f.state = 'closed' then (select coalesce(sum(x.weight), 0) from core.report x
			where x.article_id = p_article and x.comment_id = p_comment and x.at > coalesce(f.decided_at, '-infinity')) else r.weight end,
			false, false, true, false, false);
		if p_reason = 'illegal' and not coalesce(f.state = 'open' and f.illegal, false) then
			perform core.case_open(c, a.site_id, 4, false, false, true, false, true);
		end if;
	end if;
	if p_hold > 0 and r.good_standing and f.approved_revision is distinct from c.revision and f.hold_used_revision is distinct from c.revision
		and (select count(*) from (select from core.report x where x.article_id = p_article and x.comment_id = p_comment
			and x.revision = c.revision and x.good_standing limit p_hold) n) >= p_hold then
		version := coalesce(core.reports_hold(c, a.site_id, p_hold_max), version);
	end if;
	outcome := 'ok';
	body := core.report_json(r);
	if p_key is not null then
		perform core.idempotency_store(w.account, p_key, 'report_post', p_digest, p_article, r.id, body);
	end if;
end $$;
