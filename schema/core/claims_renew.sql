-- SPDX-License-Identifier: Apache-2.0
-- Extends the live claims of a moderator who decides. Locked cases are skipped; an expired claim is not renewed.
create or replace function core.claims_renew(p_account uuid, p_lease int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	update core.case_file x set claimed_until = v_now + make_interval(secs => p_lease)
	where x.comment_id = any(array(select f.comment_id from core.case_file f
		where f.claimed_by = p_account and f.claimed_until > v_now and f.state = 'open'
		for no key update skip locked));
end $$;
