-- SPDX-License-Identifier: Apache-2.0
-- Whether a sweep may delete by the database's clock. p_clock is the worker's {wall, ms, accepted, elapsed}: its
-- time in ms, the answer to its last sweep, and the ms on its monotonic clock since. A step of more than an hour
-- against the monotonic clock makes the clock doubted, until core.clock_accept(). So does a last sweep over 31 days
-- ago. It is also doubted while both hosts' clocks differ by more than database.skew_max. Returns {ms, accepted,
-- doubt}; doubt is null or the reason.
create or replace function core.sweep_clock(p_clock json) returns json
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.sweep_state;
	v_now constant timestamptz := core.now();
	v_ms constant bigint := (extract(epoch from v_now) * 1000)::bigint;
	v_step bigint;
	v_skew bigint;
begin
	select * into s from core.sweep_state for no key update;
	if s.doubt is null and (p_clock ->> 'accepted')::int = s.accepted then
		v_step := v_ms - (p_clock ->> 'ms')::bigint - (p_clock ->> 'elapsed')::bigint;
		if abs(v_step) > 3600000 then
			s.doubt := format('the database''s clock stepped by %s s', v_step / 1000);
		end if;
	end if;
	if s.doubt is null and v_now > s.last_at + interval '31 days' then
		s.doubt := 'the last sweep was at ' || core.rfc3339(s.last_at);
	end if;
	v_skew := core.wall_clock() - (p_clock ->> 'wall')::bigint;
	if s.doubt is not null then
		update core.sweep_state set doubt = s.doubt, doubt_at = v_now where doubt is null;
	elsif abs(v_skew) > core.skew_max() then
		s.doubt := format('the database''s clock is %s ms ahead of the worker''s', v_skew);
	else
		update core.sweep_state set last_at = v_now;
	end if;
	return json_build_object('ms', v_ms, 'accepted', s.accepted, 'doubt', s.doubt);
end $$;
