-- SPDX-License-Identifier: Apache-2.0
-- Puts a case behind all others for the viewer alone, and releases the viewer's claim. p_skip null: takes that back.
-- Repeating either changes nothing.
-- Outcomes:
--   ok          {case, skipped}: skipped is the number of cases that wait behind the others
--   not_found   no open case, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.case_skip(p_viewer bytea, p_comment uuid, p_skip uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	f core.case_file;
begin
	perform core.id_check(p_skip);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		return;
	end if;
	select * into f from core.case_file x
	where x.comment_id = p_comment and x.state = 'open' and (v_sites is null or x.site_id = any(v_sites))
	for no key update;
	if f.comment_id is null then
		outcome := 'not_found';
		return;
	end if;
	if p_skip is null then
		delete from core.case_skip s where s.account_id = w.account and s.comment_id = p_comment and s.back_at is null;
	else
		update core.case_skip s set back_at = core.now()
		where s.account_id = w.account and s.comment_id = p_comment and s.back_at is null and s.version <> f.version;
		insert into core.case_skip (id, account_id, comment_id, site_id, version, at)
		values (p_skip, w.account, p_comment, f.site_id, f.version, core.now())
		on conflict do nothing;
		update core.case_file x set claimed_by = null, claimed_until = null
		where x.comment_id = p_comment and x.claimed_by = w.account;
	end if;
	body := json_build_object('case', p_comment, 'skipped', cardinality(core.cases_skipped(w.account)));
end $$;
