-- SPDX-License-Identifier: Apache-2.0
-- The lower bound of Wilson's interval (80 %) for a share of votes (E. B. Wilson, JASA 22, 1927).
create or replace function core.wilson(p_good int, p_all int) returns float8 language sql immutable parallel safe
as $$ select case when p_all <= 0 then 0::float8 else
	(p_good / p_all::float8 + 0.821187207 / p_all
	- 1.281551566 * sqrt(p_good::float8 * (p_all - p_good) / p_all + 0.410593604) / p_all)
	/ (1 + 1.642374415 / p_all) end $$;
