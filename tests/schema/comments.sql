-- SPDX-License-Identifier: Apache-2.0
-- Goal: comments are written, edited, withdrawn and shown with every outcome listed. Counters and journal follow.
\i lib/fixture.sql
select plan(125);

-- post
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a reader posts');
select is(t.body('comment,state'), 'published', 'and is read');
select is(t.body('article_version')::bigint, 2::bigint, 'as version 2');
select is(t.version(), 2::bigint, 'which the answer carries');
select ok(t.body('comment,parent_id') is null, 'at top level');
select is(t.body('comment,author,username') || t.body('comment,author,role') || t.body('comment,body'), 'annreaderA body.', 'with name, role and body');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'the same id again');
select is(t.article_version('article'), 2::bigint, 'is the same comment');
select t.says(t.post('bob', 'article', 'c2', 'c1'), 'ok', 'a reply');
select is(t.body('comment,parent_id')::uuid, t.id('c1'), 'to it');
select is((select reply_count from core.comment where id = t.id('c1')), 1, 'counted there');
select t.says(t.post('ann', 'article', 'c3', 'c2'), 'ok', 'a reply to the reply');
select is((select row(comment_count, version)::text from core.article where id = t.id('article')), '(3,4)', 'three comments, version 4');
select results_eq(format('select version, change, comment_id from core.journal where article_id = %L and version > 1 order by version', t.id('article')),
	$$values (2::bigint, 'comment', t.id('c1')), (3, 'comment', t.id('c2')), (4, 'comment', t.id('c3'))$$, 'each with its journal entry');
select t.says(t.post(null, 'article', 'x1'), 'sign_in', 'nobody posts');
select t.says(t.post('ann', 'none', 'x1'), 'not_found', 'no such article');
select t.says(t.post('ann', 'article', 'x1', 'nothing'), 'bad_parent', 'no such parent');
select t.says(t.post('ann', 'article', 'd3', 'c3'), 'ok', 'depth 3');
select t.says(t.post('ann', 'article', 'd4', 'd3'), 'ok', 'depth 4');
select t.says(t.post('ann', 'article', 'd5', 'd4'), 'ok', 'depth 5');
select t.says(t.post('ann', 'article', 'd6', 'd5'), 'bad_parent', 'no deeper than the setting');

-- Idempotency-Key
select t.says(t.post('ann', 'article', 'k1', p_key => 'key'), 'ok', 'with a key');
select t.says(t.post('ann', 'article', 'k2', p_key => 'key'), 'ok', 'the same key again');
select is(t.body('comment,id')::uuid, t.id('k1'), 'is the first comment');
select t.says(t.post('ann', 'article', 'k3', p_key => 'key', p_body => 'Other.'), 'key_reused', 'with another body');
select t.says(t.post('bob', 'article', 'k4', p_key => 'key', p_body => 'Other.'), 'ok', 'another account''s key is another');
select t.later('25 hours');
select t.says(t.post('ann', 'article', 'k5', p_key => 'key', p_body => 'Later.'), 'ok', 'after a day it is free');
select t.later('0');

-- edit
select t.says(t.edit('ann', 'article', 'c1', 1, 'Better.'), 'ok', 'the author edits');
select is(t.body('comment,body') || t.body('comment,revision'), 'Better.2', 'revision 2');
select ok(t.body('comment,edited_at') is not null, 'and it says so');
select t.says(t.edit('ann', 'article', 'c1', 1, 'Better.'), 'ok', 'the same edit again is what stands');
select is((select count(*) from core.comment_revision where comment_id = t.id('c1')), 1::bigint, 'the former text is kept once');
select t.says(t.edit('ann', 'article', 'c1', 1, 'Worse.'), 'conflict', 'a stale revision');
select is(t.body('revision'), '2', 'shows the current');
select t.says(t.edit('bob', 'article', 'c1', 2, 'Mine.'), 'forbidden', 'another''s comment');
select t.says(t.edit('bob', 'article', 'nothing', 2, 'Mine.'), 'not_found', 'no such comment');
select t.says(t.edit('bob', 'none', 'c1', 2, 'Mine.'), 'not_found', 'no such article');
select t.says(t.edit(null, 'article', 'c1', 2, 'Mine.'), 'sign_in', 'nobody edits');
select t.later('901 seconds');
select t.says(t.edit('ann', 'article', 'c1', 2, 'Late.'), 'edit_window', 'the window is over');
select t.later('0');
update core.article set state = 'closed' where id = t.id('article');
select t.says(t.edit('ann', 'article', 'c1', 2, 'Closed.'), 'article_closed', 'a closed article takes no edits');
select t.says(t.post('ann', 'article', 'x2'), 'article_closed', 'nor comments');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'but knows what it took before');
update core.article set state = 'open' where id = t.id('article');

-- an edit with a hit
select t.says(t.post('cho', 'article', 'h1'), 'ok', 'a harmless comment');
select t.says(t.edit('cho', 'article', 'h1', 1, 'Insult.', t.hit('hold')), 'ok', 'edited into a harmful one');
select is(t.body('comment,state'), 'held', 'is held');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'and vanishes');
select is((select held from core.case_file where comment_id = t.id('h1')), true, 'with a case');
select t.says(t.edit('cho', 'article', 'h1', 2, 'Sorry.'), 'ok', 'edited back');
select is(t.body('comment,state'), 'held', 'stays held: a human decides');
select is(t.case_version('h1'), 2, 'with a new case version');
select t.says(t.edit('bob', 'article', 'h1', 3, 'x'), 'not_found', 'nobody else knows of it');
select t.says(t.post('cho', 'article', 'h2'), 'ok', 'another');
select t.says(t.edit('cho', 'article', 'h2', 1, 'Spam.', t.hit('reject')), 'ok', 'edited into one that a rule would reject');
select is(t.body('comment,state'), 'held', 'is held too');
select t.says(t.post('cho', 'article', 'h3', p_hits => t.hit('reject', 'spam')), 'ok', 'a new one of that kind');
select is(t.body('comment,state'), 'rejected', 'is rejected');
select is((select count(*) from core.case_file where comment_id = t.id('h3')), 0::bigint, 'without a case');
select is((select body ->> 'reason' from core.notice where comment_id = t.id('h3')), 'spam', 'with a statement of reasons');
select t.says(t.edit('cho', 'article', 'h3', 1, 'x'), 'not_editable', 'and is not to be edited');

-- an edit that readers do not see
select t.says(t.post('dan', 'article', 'n1', p_body => E'One.\n\nTwo.'), 'ok', 'a comment of three lines');
select t.version() as before \gset
select t.says(t.edit('dan', 'article', 'n1', 1, E'One.\n\nTwo.'), 'ok', 'edited into itself');
select is(t.body('comment,revision') || (t.body('comment,edited_at') is null), '1true', 'is as it was');
select t.says(t.edit('dan', 'article', 'n1', 1, E'One. \t\r\n\r\nTwo.  \n\n', t.hit('reject')), 'ok', 'other line ends and blanks behind lines');
select is(t.body('comment,revision') || t.body('comment,state'), '1published', 'change nothing either, nor are they judged');
select is(t.version(), :before::bigint, 'nor does the article have a new version');
select is((select count(*) from core.comment_revision where comment_id = t.id('n1')), 0::bigint, 'nor the comment a former text');
select t.says(t.edit('dan', 'article', 'n1', 1, E'One.\n Two.'), 'ok', 'a blank at the begin of a line');
select is(t.body('comment,revision'), '2', 'is an edit');
select ok(core.text_same('', E'\n \r\n'), 'nothing and blank lines are the same');
select ok(not core.text_same('a b', 'ab') and not core.text_same(E'a\nb', 'a b') and not core.text_same('A', 'a'), 'within a line all counts');

-- an edit without a new hit
select t.says(t.post('dan', 'article', 'w1', p_hits => t.hit('hold')), 'ok', 'a word that holds');
select is(t.decide('mod', 'w1', 1, 'approve'), '200', 'is approved');
select t.says(t.edit('dan', 'article', 'w1', 1, 'A body, spelled right.', t.hit('hold')), 'ok', 'edited with the same word in it');
select is(t.body('comment,state') || t.body('comment,revision'), 'published2', 'it stays published');
select is((select state from core.case_file where comment_id = t.id('w1')), 'closed', 'without a case');
select t.says(t.edit('dan', 'article', 'w1', 2, 'A body with more.', t.hit('hold', 'hate')), 'ok', 'with another reason in it');
select is(t.body('comment,state'), 'held', 'it is held');
select t.says(t.post('dan', 'article', 'w2'), 'ok', 'a word that was edited out before it was approved');
select t.says(t.edit('dan', 'article', 'w2', 1, 'Insult.', t.hit('hold')), 'ok', 'first with it');
select t.says(t.edit('dan', 'article', 'w2', 2, 'Sorry.'), 'ok', 'then without');
select is(t.decide('mod', 'w2', t.case_version('w2'), 'approve'), '200', 'this text is approved');
select t.does(t.edit('dan', 'article', 'w2', 3, 'Insult again.', t.hit('hold'))) \gset
select is(t.state('w2'), 'held', 'and not the one before it');
select t.says(t.post('dan', 'article', 'w3', p_hits => t.hit('hold', 'other', 'newcomer')), 'ok', 'a rule about the author');
select is(t.decide('mod', 'w3', 1, 'approve'), '200', 'approved too');
select t.does(t.edit('dan', 'article', 'w3', 1, 'Something else.', t.hit('hold', 'other', 'newcomer'))) \gset
select is(t.state('w3'), 'held', 'looks at every new text');

-- source
select t.says(format('comment_source(t.token(''ann''), %L, %L, 900)', t.id('article'), t.id('c1')), 'ok', 'source for the author');
select is(t.body('body') || t.body('revision'), 'Better.2', 'as it stands');
select alike(t.body('editable_until'), '20%Z', 'and until when it may be edited');
select t.says(format('comment_source(t.token(''mod''), %L, %L, 900)', t.id('article'), t.id('h1')), 'ok', 'for a moderator');
select ok(t.body('editable_until') is null, 'who may not edit it');
select t.says(format('comment_source(t.token(''bob''), %L, %L, 900)', t.id('article'), t.id('c1')), 'forbidden', 'for nobody else');
select t.says(format('comment_source(t.token(''bob''), %L, %L, 900)', t.id('article'), t.id('h1')), 'not_found', 'who does not know what is held');
select t.says(format('comment_source(''\xff'', %L, %L, 900)', t.id('article'), t.id('c1')), 'sign_in', 'without a session');
update core.comment set text_erased_at = core.now() where id = t.id('h3');
select t.says(format('comment_source(t.token(''cho''), %L, %L, 900)', t.id('article'), t.id('h3')), 'not_found', 'an erased text is gone');

-- mine
select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'ok', 'what is mine');
select is(json_array_length(t.json() -> 'comments'), 3, 'three that nobody else sees');
select is(t.body('account,username'), 'cho', 'and who I am');
select is((select c #>> '{reasons,0,rule}' from json_array_elements(t.json() -> 'comments') c where c ->> 'id' = t.id('h3')::text), 'words', 'with the reason');
select t.says(format('mine(t.token(''cho''), %L, array[%L]::uuid[])', t.id('article'), t.id('h1')), 'ok', 'of these ids');
select is(json_array_length(t.json() -> 'comments'), 1, 'only those');
select t.says(format('mine(t.token(''ann''), %L, null)', core.new_id()), 'not_found', 'no such article');
select t.says(format('mine(''\xff'', %L, null)', t.id('article')), 'sign_in', 'nobody''s');

-- withdraw: tombstones up the chain
select t.says(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('c1')), 'forbidden', 'only the author takes a comment back');
select t.says(format('comment_withdraw(t.token(''mod''), %L, %L)', t.id('article'), t.id('c1')), 'forbidden', 'not even a moderator');
select t.says(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('h1')), 'not_found', 'nor one that is not seen');
select t.says(format('comment_withdraw(''\xff'', %L, %L)', t.id('article'), t.id('c1')), 'sign_in', 'nor nobody');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c1')), 'ok', 'the author takes the root back');
select is((select row(visible, reply_count)::text from core.comment where id = t.id('c1')), '(t,1)', 'a tombstone stays');
select is((select row(state, html, author_name, up, replies)::text from api_1.comment_get(t.id('article'), t.id('c1')) where outcome = 'node'),
	'(withdrawn,,,,1)', 'that says nothing');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c1')), 'ok', 'twice is once');
select t.says(t.post('ann', 'article', 'x3', 'c1'), 'bad_parent', 'nobody replies to a tombstone');
select t.says(t.edit('ann', 'article', 'c1', 2, 'x'), 'not_editable', 'nor edits it');
do $$ begin
	perform api_1.comment_withdraw(t.token('bob'), t.id('article'), t.id('c2'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('c3'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('d3'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('d4'));
end $$;
select is((select count(*) from core.comment where id in (t.id('c1'), t.id('c2'), t.id('c3'), t.id('d3'), t.id('d4')) and visible), 5::bigint, 'five tombstones over one reply');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('d5')), 'ok', 'the last reply goes');
select is((select count(*) from core.comment where id in (t.id('c1'), t.id('c2'), t.id('c3'), t.id('d3'), t.id('d4'), t.id('d5')) and visible), 0::bigint, 'and the chain with it');
select is((api_1.comment_get(t.id('article'), t.id('c1'))).outcome, 'not_found', 'no tombstone without a reply');
select t.says(format('comment_withdraw(t.token(''cho''), %L, %L)', t.id('article'), t.id('h1')), 'ok', 'a held comment is taken back');
select is((select state || closed_as from core.case_file where comment_id = t.id('h1')), 'closedmoot', 'its case is moot');

-- hidden
update core.article set state = 'hidden' where id = t.id('article');
select t.says(t.post('ann', 'article', 'x4'), 'not_found', 'a hidden article takes nothing');
select is((select outcome from api_1.thread_page(t.id('article'), 'newest', 20, 3, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 'not_found', 'and shows nothing');
select is((select outcome from api_1.replies_page(t.id('article'), t.id('k1'), 'newest', 20, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 'not_found', 'nor replies');
select is((select outcome from api_1.comment_get(t.id('article'), t.id('k1'))), 'not_found', 'nor a comment');
select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'not_found', 'nor what is mine');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('k1')), 'ok', 'but an author may take a comment back');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
