-- What keeps this account from writing under an article, or delays what it writes; null: nothing.
-- {kind, until, reason, notice, appeal}: kind is, the first that holds,
--   ban · mute        until (null: until it is lifted), reason (a code), notice: the one that told of it, appeal:
--                     possible, open (it waits) or null (it was decided, or is too late)
--   warn              reason, notice: to be read first
--   closed            by: article, time or site
--   slow_mode         until, wait in seconds: this account wrote here a moment ago
--   premoderate       as mute; writing is possible, and read before it appears
-- The order is comment_post's. p_slow 0: slow mode is not asked for.
create or replace function core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamptz,
	p_slow int) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_kind text := case when w.banned then 'ban' when w.muted then 'mute' when w.warned then 'warn' end;
	v_until timestamptz;
begin
	if v_kind is not null then
		return core.restriction_of(w.account, p_site, v_kind);
	elsif 'closed' in (p_state, p_mode) or p_closes_at <= v_now then
		return json_build_object('kind', 'closed', 'by', case when p_state = 'closed' then 'article' when p_closes_at <= v_now then 'time' else 'site' end);
	elsif p_slow > 0 and w.rank = 0 then
		v_until := core.slow_until(w.account, p_article, p_slow, core.id_from(v_now));
		if v_until > v_now then
			return json_build_object('kind', 'slow_mode', 'until', core.rfc3339(v_until), 'wait', ceil(extract(epoch from v_until - v_now)));
		end if;
	end if;
	return case when w.premoderate then core.restriction_of(w.account, p_site, 'premoderate') end;
end $$;
