-- SPDX-License-Identifier: Apache-2.0
-- The author withdraws a comment for good; banned accounts may, and in closed and hidden articles too. Its case
-- becomes moot unless it was reported (core.case_withdrawn()); open appeals become moot.
-- Outcomes:
--   ok         withdrawn; also again, and for one that was rejected since
--   not_found  no such comment
--   forbidden  another author's
--   sign_in
create or replace function api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.article;
	w core.viewer_state;
	c core.comment;
begin
	select * into a from core.article where id = p_article for no key update;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	if c.id is null or c.author_id <> w.account and (c.state <> 'published' or a.state = 'hidden') then
		outcome := 'not_found';
		return;
	elsif c.author_id <> w.account then
		outcome := 'forbidden';
		return;
	end if;
	version := a.version;
	outcome := 'ok';
	if c.state <> 'withdrawn' and not exists (select from core.case_file f where f.comment_id = c.id and f.withdrawn_at is not null) then
		version := coalesce(core.comment_move(c, 'withdrawn'), version);
		if not core.case_withdrawn(c) then
			update core.case_file set version = version + 1 where comment_id = c.id;
		end if;
		perform core.appeals_moot(c.id, null, w.account);
		delete from core.signature where article_id = p_article and comment_id = p_comment;
	end if;
end $$;
