-- SPDX-License-Identifier: Apache-2.0
-- Goal: a case offers the messages that its site saved in the language of the author, within bounds.
\i lib/fixture.sql
select plan(8);
create function t.case(p_who text, p_comment text) returns text language sql as $$ select format('case_get(%L, %L)', t.token(p_who), t.id(p_comment)) $$;
create function t.titles() returns text language sql as $$
	select coalesce(string_agg(m.item ->> 'title', ' ' order by m.n), '') from json_array_elements(t.json() -> 'messages') with ordinality m (item, n)
$$;
create function t.save(p_messages jsonb) returns void language sql as $$
	update core.site set settings = jsonb_build_object('messages', p_messages) where id = t.id('site')
$$;
select core.site_make(t.id('site 2'), 'second', 'The second site', '{}') \gset stage_
update core.site set settings = '{"messages": [{"language": "en", "title": "theirs", "text": "Of another site."}]}' where id = t.id('site 2');
update core.account set language = 'ko' where id = t.id('bob');
do $$ begin
	perform t.does(t.post('ann', 'article', 'one', p_hits => t.hit('hold')));
	perform t.does(t.post('bob', 'article', 'two', p_hits => t.hit('hold')));
end $$;

select t.says(t.case('mod', 'one'), 'ok', 'a moderator reads a case');
select is(t.titles(), '', 'a site without messages offers none');
select t.save('[{"language": "en", "title": "link", "text": "Removed for the link.", "reason": "spam"},
	{"language": "ko", "title": "링크", "text": "링크 때문에 삭제했습니다.", "reason": "spam"}, {"language": "en", "title": "calm", "text": "Please stay calm."}]') \gset stage_
select t.says(t.case('mod', 'one'), 'ok', 'a moderator reads the case of an author who reads English');
select is((t.json() -> 'messages')::jsonb, '[{"reason": "spam", "title": "link", "text": "Removed for the link."}, {"reason": null, "title": "calm", "text": "Please stay calm."}]',
	'the case has the messages in English, in their order');
select t.says(t.case('mod', 'two'), 'ok', 'a moderator reads the case of an author who reads Korean');
select is(t.titles(), '링크', 'the case has the message in Korean');
select t.save((select jsonb_agg(jsonb_build_object('language', 'en', 'title', n, 'text', repeat('x', case when n > 3 then 2000 else 10 end))) from generate_series(1, 30) n)) \gset stage_
select t.says(t.case('mod', 'one'), 'ok', 'a site has many long messages');
select is(t.titles(), '1 2 3 4 5 6 7', 'a case has the first 8 kB of them');
select * from finish();
