-- SPDX-License-Identifier: Apache-2.0
-- Whether two texts differ in line ends and white space at line ends only, which readers cannot see.
create or replace function core.text_same(p_a text, p_b text) returns boolean
language sql immutable
as $$
	select core.text_trimmed(p_a) = core.text_trimmed(p_b)
$$;
