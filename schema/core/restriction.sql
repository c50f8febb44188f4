-- SPDX-License-Identifier: Apache-2.0
-- The restriction that keeps this account from writing under an article or delays its comments; null without one. Returns {kind,
-- until, reason, notice, appeal}. kind is the first of these that holds, in the order of comment_post(): ban, mute,
-- warn, closed, accept_terms (terms: the version), check_mail, slow_mode, premoderate, unverified. check_mail and unverified: see core.verify_needed(). ban, mute and premoderate: until (null: until lifted), reason, notice (the
-- one about it), appeal (possible, open or null). warn: reason and notice. closed: by article, time or site.
-- slow_mode: until and wait in seconds. p_slow 0: slow mode is not checked.
create or replace function core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamptz,
	p_slow int, p_verify text default 'nothing', p_terms text default null) returns json
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
	elsif w.terms is distinct from coalesce(p_terms, w.terms) then
		return json_build_object('kind', 'accept_terms', 'terms', p_terms);
	elsif core.verify_needed(w, p_verify) = 'check_mail' then
		return json_build_object('kind', 'check_mail');
	elsif p_slow > 0 and w.rank = 0 then
		v_until := core.slow_until(w.account, p_article, p_slow, core.id_from(v_now));
		if v_until > v_now then
			return json_build_object('kind', 'slow_mode', 'until', core.rfc3339(v_until), 'wait', ceil(extract(epoch from v_until - v_now)));
		end if;
	end if;
	return case when w.premoderate then core.restriction_of(w.account, p_site, 'premoderate')
		when core.verify_needed(w, p_verify) = 'hold' then json_build_object('kind', 'unverified') end;
end $$;
