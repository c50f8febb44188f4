-- Prolongs the asker's own live claim, or takes one that has run out and that nobody else took. Outcomes:
--   ok        {case}
--   conflict  {case}: a colleague holds it
--   not_found (no open case, or of a site that is not the asker's) · sign_in · forbidden · sanctioned
create or replace function api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_now timestamptz := core.now();
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(w, 3) g;
	if outcome <> 'ok' then
		return;
	end if;
	update core.case_file f set claimed_by = w.account, claimed_until = v_now + make_interval(secs => p_lease)
	where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites))
		and f.author_id <> w.account and (f.claimed_by = w.account or f.claimed_until is null or f.claimed_until <= v_now);
	if not found then
		perform from core.case_file f
		where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites));
		outcome := case when found then 'conflict' else 'not_found' end;
		if outcome = 'not_found' then
			return;
		end if;
	end if;
	body := core.case_json(p_comment);
end $$;
