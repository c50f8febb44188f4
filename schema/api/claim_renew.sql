-- SPDX-License-Identifier: Apache-2.0
-- Renews the viewer's live claim, or claims a case without a live claim. The latter counts towards p_max (0: no
-- limit), also if the expired claim was the viewer's.
-- Outcomes:
--   ok          {case}
--   conflict    {case}: a colleague has claimed it, or it is about an own comment
--   claims_max  the case is free, but the viewer has that many claims already
--   not_found   no open case, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease int, p_max int default 100,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_left int;
	v_now timestamptz;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		return;
	end if;
	v_left := core.claims_left(w.account, p_max);
	v_now := core.now();
	update core.case_file f set claimed_by = w.account, claimed_until = v_now + make_interval(secs => p_lease)
	where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites)) and f.author_id <> w.account
		and (f.claimed_by = w.account and f.claimed_until > v_now or v_left > 0 and coalesce(f.claimed_until <= v_now, true));
	if not found then
		select case when v_left <= 0 and f.author_id <> w.account and coalesce(f.claimed_until <= v_now, true) then 'claims_max' else 'conflict' end
		into outcome from core.case_file f
		where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites));
		outcome := coalesce(outcome, 'not_found');
		if outcome <> 'conflict' then
			return;
		end if;
	end if;
	body := core.case_json(p_comment);
end $$;
