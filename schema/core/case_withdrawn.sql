-- SPDX-License-Identifier: Apache-2.0
-- Handles the case of a comment that its author withdraws. A case with a report, a notice of illegal content or an
-- escalation since its last decision stays open, so that a withdrawal does not prevent a decision; it comes after all
-- other cases. Any other open case becomes moot. Reporters and notifiers are notified at once. Returns false if no
-- case was open.
create or replace function core.case_withdrawn(c core.comment) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	f core.case_file;
	v_sum float8;
begin
	select * into f from core.case_file x where x.comment_id = c.id and x.state = 'open' for no key update;
	if not found then
		return false;
	end if;
	if c.state in ('published', 'held') and (f.reported or f.illegal or f.escalated) then
		f.terms := f.terms - 'appeal';
		select coalesce(sum(t.value::float8), 0) into v_sum from jsonb_each_text(f.terms) t;
		-- the opposite of a notice's weight: after all other cases
		update core.case_file x set withdrawn_at = core.now(), version = x.version + 1, held = false, hold_ends = null, appealed = false,
			terms = f.terms || jsonb_build_object('withdrawn', -1000 - v_sum), weight = -1000,
			priority = -1000 - extract(epoch from x.opened_at) / core.half_life()
		where x.comment_id = c.id;
	else
		perform core.case_close(c.id, 'moot', null);
	end if;
	perform core.reporters_notify(c, f.site_id, null, '{"outcome":"withdrawn"}', false);
	perform core.illegal_decided(c.id, 'withdrawn');
	return true;
end $$;
