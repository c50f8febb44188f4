-- Opens the comment's case, or re-opens it, or adds to an open one. A new opening is a new
-- version; what merely adds weight is not, else a brigade keeps a case undecidable.
create or replace function core.case_open(c core.comment, p_site uuid, p_weight float8,
	p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_half_life constant float8 := 21600::float8; -- seconds in which waiting is worth one unit of weight
begin
	insert into core.case_file as f (comment_id, article_id, site_id, author_id, state, version, weight, priority,
		held, suspect, reported, escalated, illegal, opened_at)
	values (c.id, c.article_id, p_site, c.author_id, 'open', 1, p_weight, p_weight - extract(epoch from v_now) / v_half_life,
		p_held, p_suspect, p_reported, p_escalated, p_illegal, v_now)
	on conflict (comment_id) do update set
		state = 'open', closed_as = null,
		version = f.version + (f.state = 'closed')::int,
		weight = case f.state when 'open' then f.weight else 0 end + excluded.weight,
		priority = case f.state when 'open' then f.priority + excluded.weight else excluded.priority end,
		held = excluded.held or (f.state = 'open' and f.held),
		suspect = excluded.suspect or (f.state = 'open' and f.suspect),
		reported = excluded.reported or (f.state = 'open' and f.reported),
		escalated = excluded.escalated or (f.state = 'open' and f.escalated),
		illegal = excluded.illegal or (f.state = 'open' and f.illegal),
		opened_at = case f.state when 'open' then f.opened_at else excluded.opened_at end,
		claimed_by = case f.state when 'open' then f.claimed_by end,
		claimed_until = case f.state when 'open' then f.claimed_until end;
end $$;
