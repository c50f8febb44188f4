-- Do two texts differ in their line ends and in blanks at line ends alone? Readers see no difference.
create or replace function core.text_same(p_a text, p_b text) returns boolean
language sql immutable
as $$
	select core.text_trimmed(p_a) = core.text_trimmed(p_b)
$$;
