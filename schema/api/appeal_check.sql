-- SPDX-License-Identifier: Apache-2.0
-- Whether the restriction that a notice is about can be appealed, for the form that asks: before anything is typed.
-- Outcomes:
--   ok                 it can
--   not_found          no such restriction of the asker's
--   appeal_window      it is too long ago
--   nothing_to_appeal  it no longer restricts anything
--   conflict           {appeal}: was appealed before, or the comment's appeal is open
--   sign_in
create or replace function api_1.appeal_check(p_viewer bytea, p_notice uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	c core.comment;
	d core.decision;
	n core.sanction;
	t core.notice;
	p core.appeal;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into t from core.notice x where x.id = p_notice and x.account_id = w.account;
	select * into d from core.decision x where x.id = t.decision_id and x.author_id = w.account and x.action = 'reject' and x.undone_at is null;
	select * into n from core.sanction x where x.id = t.sanction_id and x.account_id = w.account;
	if d.id is null and n.id is null and coalesce(t.kind not in ('held', 'rejected'), true) then
		outcome := 'not_found';
		return;
	end if;
	select * into p from core.appeal x where x.subject = coalesce(d.id, n.id, t.id)
		or x.state = 'open' and x.comment_id = coalesce(d.comment_id, t.comment_id) limit 1;
	if p.id is not null then
		outcome := 'conflict';
		body := core.appeal_json(p, false);
		return;
	end if;
	select * into c from core.comment x where x.article_id = coalesce(d.article_id, t.article_id) and x.id = coalesce(d.comment_id, t.comment_id);
	outcome := coalesce(core.appeal_refused(n, d, t, c), 'ok');
end $$;
