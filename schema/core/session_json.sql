-- SPDX-License-Identifier: Apache-2.0
-- A session as the answer to a sign-in: {account, expires_at}; role_waits as in api_1.session_get(). For a pending session also
-- second_factor: the kinds of factor that can be proven (core.factors).
create or replace function core.session_json(p_session uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	s core.session;
	v_unproven boolean;
begin
	select * into s from core.session x where x.id = p_session;
	v_unproven := s.factor_required and s.factor_at is null;
	return (jsonb_build_object('account', core.account_json(s.account_id, v_unproven), 'expires_at', core.rfc3339(s.expires_at))
		|| case when v_unproven and not s.pending and exists (select from core.role r where r.account_id = s.account_id)
			then jsonb_build_object('role_waits', true) else jsonb_build_object() end
		|| case when s.pending then jsonb_build_object('second_factor', core.factors(s.account_id)) else jsonb_build_object() end)::json;
end $$;
