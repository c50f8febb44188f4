-- SPDX-License-Identifier: Apache-2.0
-- Marks a notice as read. After a warning is read its account may comment again.
-- Outcomes:
--   ok         {notice}
--   not_found  no such notice of the viewer
--   sign_in
create or replace function api_1.notice_read(p_viewer bytea, p_notice uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	n core.notice;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	update core.notice set read_at = coalesce(read_at, core.now()) where id = p_notice and account_id = w.account
	returning * into n;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	update core.sanction set read_at = n.read_at where id = n.sanction_id and account_id = w.account and read_at is null;
	outcome := 'ok';
	body := core.notice_json(n);
end $$;
