-- SPDX-License-Identifier: Apache-2.0
-- Notifies the people concerned by a decision: the author if the comment's state changed, readers who reported, and
-- notifiers of illegal content. p_again: also readers who were notified of an earlier decision.
-- p_stated: the author has the statement of reasons by another notice.
create or replace function core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text,
	p_note text default null, p_again boolean default false, p_stated boolean default false) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	d core.decision;
begin
	select * into d from core.decision x where x.id = p_decision;
	if p_state <> c.state and not p_stated then
		perform core.notice_put(c.author_id, case p_state when 'rejected' then 'rejected' else 'restored' end,
			d.site_id, c.article_id, c.id, p_decision, null,
			(case when p_state = 'rejected' then core.statement(c.author_id, d.site_id, p_action, d.at, null, p_reason, d.moderator_id, null, p_note)
				else jsonb_build_object('action', p_action, 'automated', false, 'by', core.pseudonym(d.site_id, d.moderator_id),
					'since', core.rfc3339(d.at), 'reason', p_reason, 'note', p_note) end
			|| jsonb_build_object('revision', c.revision))::json, core.decision_sends_mail(d, false));
	end if;
	if c.state = 'withdrawn' and p_state = 'withdrawn' then
		return; -- they were notified when it was withdrawn
	end if;
	perform core.reporters_notify(c, d.site_id, p_decision, jsonb_build_object('upheld', p_state = 'rejected'), p_again);
	perform core.illegal_decided(c.id, case p_state when 'rejected' then 'removed' when 'withdrawn' then 'withdrawn' else 'kept' end);
end $$;
