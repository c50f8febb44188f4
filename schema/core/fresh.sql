-- SPDX-License-Identifier: Apache-2.0
-- Whether the viewer may do what needs a fresh proof of the person: the session is a sign-in's, and its last proof is at most
-- session.fresh old. If not, the calling function returns `confirm` with core.confirm_json().
create or replace function core.fresh(w core.viewer_state) returns boolean
language plpgsql immutable
as $$
begin
	return coalesce(w.fresh, false);
end $$;
