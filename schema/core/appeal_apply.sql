-- SPDX-License-Identifier: Apache-2.0
-- Applies a decided appeal to its comment and case. The calling function holds the article's row lock. Overturned: a
-- decision of its own publishes the comment again, or leaves it withdrawn if its author withdrew it. Upheld: a
-- rejected comment stays rejected. A held comment still waits for its decision, and so does one that reports held and
-- the sweep published again. Returns the article's new version; null if readers see no difference.
create or replace function core.appeal_apply(p core.appeal, c core.comment, p_note text) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	f core.case_file;
	v_case int;
	v_state text;
	v_version bigint;
begin
	select * into f from core.case_file x where x.comment_id = c.id for no key update;
	if p.state = 'overturned' and c.state in ('held', 'rejected') then
		v_state := core.decided_state(c, f, 'restore');
		v_case := core.case_close(c.id, 'approved', c.revision);
		v_version := core.comment_move(c, v_state);
		insert into core.decision (id, site_id, article_id, comment_id, author_id, moderator_id, action, reason, revision,
			state_before, state_after, case_before, case_version, at)
		values (p.decided_entry, p.site_id, c.article_id, c.id, c.author_id, p.decided_by, 'restore', null, c.revision,
			c.state, v_state, to_jsonb(f) - 'alike', v_case, p.decided_at);
		perform core.reports_decided(c, p.decided_entry, false);
		perform core.notices_decided(c, p.decided_entry, 'restore', v_state, null, p_note, true);
	elsif f.state = 'open' and c.state in ('held', 'published') then
		update core.case_file x set appealed = false, version = x.version + 1, terms = x.terms - 'appeal',
			weight = x.weight - coalesce((x.terms ->> 'appeal')::float8, 0), priority = x.priority - coalesce((x.terms ->> 'appeal')::float8, 0)
		where x.comment_id = c.id;
	elsif f.state = 'open' then
		perform core.case_close(c.id, 'rejected', null);
		perform core.illegal_decided(c.id, 'removed');
	end if;
	return v_version;
end $$;
