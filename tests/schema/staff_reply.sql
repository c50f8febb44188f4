-- SPDX-License-Identifier: Apache-2.0
-- Goal: a moderator's reply from a case is an ordinary comment with a badge, and changes nothing about the case.
\i lib/fixture.sql
select plan(16);
create function t.reply(p_who text, p_name text, p_parent text, p_article text default 'article', p_key text default null, p_hits text default '[]') returns text
language sql as $$
	select format('staff_reply(%L, %L, %L, %L, %L, %L, %L, %L, %L, 5)', t.token(p_who), t.id(p_article), t.id(p_name), t.id(p_parent),
		'An answer.', '<p>An answer.</p>', t.signals(p_hits, '[]'), t.id(p_key), sha256('An answer.'))
$$;
select core.site_make(t.id('site 2'), 'second', 'The second site', '{}') \gset stage_
select core.article_make(t.id('other'), 'second', 'other', 'https://other.example/', 'Another article') \gset stage_
select t.person('elsewhere') \gset stage_
insert into core.role (account_id, role, site_id) values (t.id('elsewhere'), 'moderator', t.id('site 2'));
do $$ begin
	perform t.does(t.post('ann', 'article', 'one', p_hits => t.hit('flag')));
	perform t.does(t.post('ann', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(t.post('ann', 'other', 'theirs'));
end $$;

select t.says(t.reply('mod', 'reply', 'one', p_key => 'key'), 'ok', 'a moderator replies');
select is(t.body('comment,author,role'), 'moderator', 'the reply has the badge of the role');
select is((select parent_id from core.comment where id = t.id('reply')), t.id('one'), 'it stands below the comment');
select is((select state || version from core.case_file where comment_id = t.id('one')), 'open1', 'the case is as before');
select is(t.decide('mod', 'one', 1, 'approve'), '200', 'the case can be decided by the version seen before the reply');
select t.says(t.reply('mod', 'again', 'one', p_key => 'key'), 'ok', 'a reply that is sent again succeeds');
select is(t.body('comment,id'), t.id('reply')::text, 'the answer is the first reply');
select t.says(t.reply('mod', 'judged', 'one', p_hits => t.hit('hold')), 'ok', 'a reply that a rule hits is stored');
select is(t.state('judged'), 'held', 'rules judge it as any comment');
select t.says(t.reply('mod', 'r1', 'held'), 'bad_parent', 'a comment that readers cannot see has no reply');
select t.says(t.reply('elsewhere', 'r2', 'one'), 'not_found', 'a moderator of another site does not reply as staff');
select t.says(t.reply('mod', 'r3', 'theirs'), 'not_found', 'the comment belongs to the article');
select t.says(t.reply('elsewhere', 'r4', 'theirs', 'other'), 'ok', 'a moderator replies on their own site');
select t.says(t.reply('auditor', 'r5', 'one'), 'forbidden', 'an auditor does not reply');
select t.says(t.reply('bob', 'r6', 'one'), 'forbidden', 'a reader does not reply as staff');
select t.says(t.reply(null, 'r7', 'one'), 'sign_in', 'a reply needs a session');
select * from finish();
