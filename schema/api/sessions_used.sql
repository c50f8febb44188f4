-- SPDX-License-Identifier: Apache-2.0
-- Extends sessions that were used just now. A session then ends p_idle seconds from now (p_staff_idle if the account
-- has a role), and at most p_life seconds after its start (with a role p_staff_life, if that is less). A change below p_min seconds is skipped. So is a locked
-- session; the worker reports its use again. The same for API tokens: their last use is set, in whole minutes. Use of a frame's session is use of its sign-in too. It runs with
-- synchronous_commit off.
-- Outcomes:
--   ok  extended
create or replace function api_1.sessions_used(p_tokens bytea[], p_life int, p_staff_life int, p_idle int, p_staff_idle int, p_min int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	perform set_config('synchronous_commit', 'off', true);
	with used as (
		select s.id, least(s.created_at + make_interval(secs => p_life),
			case when r.staff then least(s.created_at + make_interval(secs => p_staff_life), v_now + make_interval(secs => p_staff_idle))
				else v_now + make_interval(secs => p_idle) end) as until
		from core.session s
		cross join lateral (select exists (select from core.role x where x.account_id = s.account_id)) r (staff)
		where s.id = any(array(select unnest(array[u.id, u.parent_id]) from core.session u where u.token = any(p_tokens)))
			and s.expires_at > v_now and not s.pending
		for no key update of s skip locked
	)
	update core.session s set expires_at = u.until from used u
	where s.id = u.id and abs(extract(epoch from s.expires_at - u.until)) >= p_min;
	update core.api_token t set last_used_at = date_trunc('minute', v_now)
	from (select x.id from core.api_token x
		where x.token = any(p_tokens) and x.revoked_at is null and (x.expires_at is null or x.expires_at > v_now)
			and (x.last_used_at is null or x.last_used_at <= v_now - make_interval(secs => p_min))
		for no key update skip locked) u
	where t.id = u.id;
	outcome := 'ok';
end $$;
