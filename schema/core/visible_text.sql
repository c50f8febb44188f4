-- What a comment's readers see, of the HTML that was rendered for them: text/markdown.h lists its tags, and escapes & < > " ' alone. The
-- addresses that its links lead to come behind it, each on a line of its own, for a moderator looks for them too.
create or replace function core.visible_text(p_html text) returns text
language sql immutable
as $$
	select replace(replace(replace(replace(replace(
		regexp_replace(regexp_replace(p_html, '<br>|</p>|</li>|</h[34]>|</pre>|<hr>', E'\n', 'g'), '<[^>]*>', '', 'g')
			|| coalesce(E'\n' || (select string_agg(m[1], E'\n') from regexp_matches(p_html, '<a href="([^"]*)"', 'g') m), ''),
		'&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&')
$$;
