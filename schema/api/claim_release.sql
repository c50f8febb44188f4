-- SPDX-License-Identifier: Apache-2.0
-- Releases the viewer's own claim.
-- Outcomes:
--   ok          released; also for the same p_release or Idempotency-Key again
--   conflict    {case}: the viewer has no claim on it
--   not_found   no open case, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.claim_release(p_viewer bytea, p_comment uuid,
	p_release uuid default core.new_id(), p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_now timestamptz := core.now();
	v_key constant uuid := coalesce(p_key, p_release);
	v_digest constant bytea := coalesce(p_digest, '');
	k record;
begin
	perform core.id_check(p_release);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		return;
	end if;
	k := core.idempotency_find(w.account, v_key, 'claim_release', v_digest);
	if k.reused then
		outcome := 'key_reused';
		return;
	elsif k.seen then
		return;
	end if;
	update core.case_file f set claimed_by = null, claimed_until = null
	where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites))
		and (f.claimed_by = w.account or f.claimed_until is null or f.claimed_until <= v_now);
	if not found then
		perform from core.case_file f
		where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites));
		outcome := case when found then 'conflict' else 'not_found' end;
		if outcome = 'not_found' then
			return;
		end if;
		body := core.case_json(p_comment);
	else
		perform core.idempotency_store(w.account, v_key, 'claim_release', v_digest, null, p_comment, null);
	end if;
end $$;
