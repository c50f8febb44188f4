-- SPDX-License-Identifier: Apache-2.0
-- Stores a sanction. A ban ends all sessions.
create or replace function core.sanction_make(w core.viewer_state, p_sanction uuid, p_account uuid, p_site uuid, p_kind text,
	p_until timestamptz, p_reason text) returns core.sanction
language plpgsql
as $$
#variable_conflict use_column
declare
	n core.sanction;
begin
	insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by)
	values (p_sanction, p_account, p_site, p_kind, coalesce(p_until, 'infinity'), p_reason, w.account)
	returning * into n;
	if p_kind = 'ban' then
		perform core.sessions_end(p_account, null, 'ban');
	end if;
	return n;
end $$;
