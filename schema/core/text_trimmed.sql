-- SPDX-License-Identifier: Apache-2.0
-- A text with LF line ends, and without white space at ends of lines and at its end. Lines are trimmed one by one, in
-- linear time; a pattern for white space before a line end would take quadratic time.
create or replace function core.text_trimmed(p_text text) returns text
language sql immutable
as $$
	select coalesce(rtrim(string_agg(rtrim(x.line, E' \t'), E'\n' order by x.n), E'\n'), '')
	from string_to_table(replace(replace(p_text, E'\r\n', E'\n'), E'\r', E'\n'), E'\n') with ordinality x (line, n)
$$;
