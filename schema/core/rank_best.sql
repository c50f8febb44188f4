-- SPDX-License-Identifier: Apache-2.0
-- The key of the order best: the lower bound for the up votes minus that for the down votes, in billionths. It is 0
-- without votes, symmetric, and fits int4.
create or replace function core.rank_best(p_up int, p_down int) returns int language sql immutable parallel safe
as $$ select round((core.wilson(p_up, p_up + p_down) - core.wilson(p_down, p_up + p_down)) * 1000000000)::int $$;
