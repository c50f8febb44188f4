-- SPDX-License-Identifier: Apache-2.0
-- Whether a secret of the account (password or code) opens no session from this place (core.sign_in_place()), because too
-- many failed in a row.
create or replace function core.sign_in_refused(p_account uuid, p_place text) returns boolean
language sql stable
as $$
	select p_place is null and exists (select from core.sign_in_failures f
		where f.account_id = p_account and f.failures >= core.sign_in_failures_max())
$$;
