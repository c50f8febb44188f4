-- SPDX-License-Identifier: Apache-2.0
-- Queues the mail that verifies the account's address, again.
-- Outcomes:
--   ok        queued
--   verified  the address is verified already
--   no_email  the account has no address
--   sign_in
create or replace function api_1.verify_mail(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' when w.verified then 'verified'
		when core.mail_put(w.account, 'verify', '{}', null, 'verify') is null then 'no_email' else 'ok' end;
end $$;
