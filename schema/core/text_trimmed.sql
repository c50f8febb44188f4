-- A text with LF for every line end, without blanks at the ends of lines and at its own end. Each line is trimmed by itself,
-- which takes as long as the text is; a pattern for blanks before a line end takes as long as their number squared.
create or replace function core.text_trimmed(p_text text) returns text
language sql immutable
as $$
	select coalesce(rtrim(string_agg(rtrim(x.line, E' \t'), E'\n' order by x.n), E'\n'), '')
	from string_to_table(replace(replace(p_text, E'\r\n', E'\n'), E'\r', E'\n'), E'\n') with ordinality x (line, n)
$$;
