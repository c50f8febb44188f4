-- SPDX-License-Identifier: Apache-2.0
-- The house rule of a reason: {reason, title, text}. The wording comes from the site's setting reasons, else from
-- this function (the titles are those of server/web/view/words.c). p_site null: all sites; with a single site its wording is used.
create or replace function core.house_rule(p_site uuid, p_reason text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_rule jsonb;
	v_title text;
	v_text text;
begin
	select s.settings #> array['reasons', p_reason] into v_rule from core.site s
	where (s.id = p_site or p_site is null and (select count(*) from core.site) = 1) and jsonb_typeof(s.settings -> 'reasons') = 'object';
	select x.title, x.text into v_title, v_text from (values
		('spam', 'Spam', 'No advertising, no repeated or automated messages, no links that are there to be clicked only.'),
		('abuse', 'Insults', 'Argue about the matter. Insults, threats and contempt for other people have no place here.'),
		('hate', 'Hate', 'Nobody is degraded or attacked for their origin, religion, sex, orientation, disability or age.'),
		('harassment', 'Harassment', 'Nobody is pursued, exposed or intimidated, and private details of others are not published.'),
		('misinformation', 'False claims', 'Claims of fact that are known to be false, and may harm others, are not spread.'),
		('off_topic', 'Off topic', 'Comments are about the article or answer another comment.'),
		('illegal', 'Illegal content', 'What the law forbids is not published here.'),
		('other', 'Another house rule', 'Comments that do not keep to the rules of this site are not published.')
	) x (reason, title, text) where x.reason = p_reason;
	return json_build_object('reason', p_reason, 'title', coalesce(v_rule ->> 'title', v_title, p_reason),
		'text', coalesce(v_rule ->> 'text', case jsonb_typeof(v_rule) when 'string' then v_rule #>> '{}' end, v_text));
end $$;
