-- SPDX-License-Identifier: Apache-2.0
-- An admin takes over the claim of a case; an audit entry names the former holder. An own claim is renewed; another
-- one counts towards p_max (0: no limit).
-- Outcomes:
--   ok          {case}; as it is now for the same entry or Idempotency-Key again
--   conflict    {case}: it is about an own comment
--   claims_max  the admin has that many claims already
--   not_found   no open case, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease int, p_entry uuid, p_max int default 100,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_now timestamptz := core.now();
	v_from uuid;
	v_left int;
	v_reused boolean;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 4, 'cases') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'claim_take', p_comment, (select f.site_id from core.case_file f where f.comment_id = p_comment), outcome);
		return;
	end if;
	v_left := core.claims_left(w.account, p_max);
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'claim_take', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif exists (select from core.audit x where x.id = p_entry) then
		body := core.case_json(p_comment);
		return;
	end if;
	select case when f.claimed_until > v_now then f.claimed_by end into v_from
	from core.case_file f
	where f.comment_id = p_comment
	for no key update;
	update core.case_file f set claimed_by = w.account, claimed_until = v_now + make_interval(secs => p_lease)
	where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites))
		and f.author_id <> w.account and (v_left > 0 or v_from = w.account);
	if not found then
		select case when f.author_id <> w.account then 'claims_max' else 'conflict' end into outcome from core.case_file f
		where f.comment_id = p_comment and f.state = 'open' and (v_sites is null or f.site_id = any(v_sites));
		outcome := coalesce(outcome, 'not_found');
		if outcome = 'claims_max' then
			return;
		elsif outcome = 'not_found' then
			perform core.audit_refused(w, 'claim_take', f.comment_id, f.site_id, outcome) from core.case_file f where f.comment_id = p_comment and f.state = 'open';
			return;
		end if;
	else
		perform core.audit_write(p_entry, w.account, 'claim_take', p_comment,
			(select f.site_id from core.case_file f where f.comment_id = p_comment), jsonb_build_object('from', v_from), null);
		perform core.idempotency_store(w.account, p_key, 'claim_take', p_digest, null, p_entry, null);
	end if;
	body := core.case_json(p_comment);
end $$;
