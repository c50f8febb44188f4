-- SPDX-License-Identifier: Apache-2.0
-- Goal: comments are written, edited, withdrawn and shown with every outcome listed. Counters and journal follow.
\i lib/fixture.sql
select plan(125);

-- post
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a reader posts a comment');
select is(t.body('comment,state'), 'published', 'the comment is published');
select is(t.body('article_version')::bigint, 2::bigint, 'the article has version 2');
select is(t.version(), 2::bigint, 'the reply has the article''s version');
select ok(t.body('comment,parent_id') is null, 'the comment is at top level');
select is(t.body('comment,author,username') || t.body('comment,author,role') || t.body('comment,body'), 'annreaderA body.', 'the comment has author, role and body');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'the same id again succeeds');
select is(t.article_version('article'), 2::bigint, 'the same id again keeps the article''s version');
select t.says(t.post('bob', 'article', 'c2', 'c1'), 'ok', 'a reader posts a reply');
select is(t.body('comment,parent_id')::uuid, t.id('c1'), 'the reply has its parent');
select is((select reply_count from core.comment where id = t.id('c1')), 1, 'the parent counts the reply');
select t.says(t.post('ann', 'article', 'c3', 'c2'), 'ok', 'a reader replies to the reply');
select is((select row(comment_count, version)::text from core.article where id = t.id('article')), '(3,4)', 'the article counts three comments and has version 4');
select results_eq(format('select version, change, comment_id from core.journal where article_id = %L and version > 1 order by version', t.id('article')),
	$$values (2::bigint, 'comment', t.id('c1')), (3, 'comment', t.id('c2')), (4, 'comment', t.id('c3'))$$, 'each comment has its journal entry');
select t.says(t.post(null, 'article', 'x1'), 'sign_in', 'posting needs a session');
select t.says(t.post('ann', 'none', 'x1'), 'not_found', 'posting to an unknown article is not found');
select t.says(t.post('ann', 'article', 'x1', 'nothing'), 'bad_parent', 'an unknown parent is refused');
select t.says(t.post('ann', 'article', 'd3', 'c3'), 'ok', 'a reply of depth 3 is posted');
select t.says(t.post('ann', 'article', 'd4', 'd3'), 'ok', 'a reply of depth 4 is posted');
select t.says(t.post('ann', 'article', 'd5', 'd4'), 'ok', 'a reply of depth 5 is posted');
select t.says(t.post('ann', 'article', 'd6', 'd5'), 'bad_parent', 'a reply deeper than the setting is refused');

-- Idempotency-Key
select t.says(t.post('ann', 'article', 'k1', p_key => 'key'), 'ok', 'a comment with an Idempotency-Key is posted');
select t.says(t.post('ann', 'article', 'k2', p_key => 'key'), 'ok', 'the same key again succeeds');
select is(t.body('comment,id')::uuid, t.id('k1'), 'the same key again gives the first comment');
select t.says(t.post('ann', 'article', 'k3', p_key => 'key', p_body => 'Other.'), 'key_reused', 'the same key with another body is refused');
select t.says(t.post('bob', 'article', 'k4', p_key => 'key', p_body => 'Other.'), 'ok', 'the same key of another account is another key');
select t.later('25 hours');
select t.says(t.post('ann', 'article', 'k5', p_key => 'key', p_body => 'Later.'), 'ok', 'a key may be used again after a day');
select t.later('0');

-- edit
select t.says(t.edit('ann', 'article', 'c1', 1, 'Better.'), 'ok', 'the author edits the comment');
select is(t.body('comment,body') || t.body('comment,revision'), 'Better.2', 'the edit makes revision 2');
select ok(t.body('comment,edited_at') is not null, 'the comment has the time of its edit');
select t.says(t.edit('ann', 'article', 'c1', 1, 'Better.'), 'ok', 'the same edit again succeeds');
select is((select count(*) from core.comment_revision where comment_id = t.id('c1')), 1::bigint, 'the same edit again stores no second revision');
select t.says(t.edit('ann', 'article', 'c1', 1, 'Worse.'), 'conflict', 'an edit of a stale revision conflicts');
select is(t.body('revision'), '2', 'the conflict shows the current revision');
select t.says(t.edit('bob', 'article', 'c1', 2, 'Mine.'), 'forbidden', 'another reader may not edit the comment');
select t.says(t.edit('bob', 'article', 'nothing', 2, 'Mine.'), 'not_found', 'an unknown comment cannot be edited');
select t.says(t.edit('bob', 'none', 'c1', 2, 'Mine.'), 'not_found', 'a comment of an unknown article cannot be edited');
select t.says(t.edit(null, 'article', 'c1', 2, 'Mine.'), 'sign_in', 'an edit needs a session');
select t.later('901 seconds');
select t.says(t.edit('ann', 'article', 'c1', 2, 'Late.'), 'edit_window', 'an edit after the edit window is refused');
select t.later('0');
update core.article set state = 'closed' where id = t.id('article');
select t.says(t.edit('ann', 'article', 'c1', 2, 'Closed.'), 'article_closed', 'a closed article takes no edits');
select t.says(t.post('ann', 'article', 'x2'), 'article_closed', 'a closed article takes no comments');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a comment from before the close succeeds again');
update core.article set state = 'open' where id = t.id('article');

-- an edit with a hit
select t.says(t.post('cho', 'article', 'h1'), 'ok', 'a reader posts a harmless comment');
select t.says(t.edit('cho', 'article', 'h1', 1, 'Insult.', t.hit('hold')), 'ok', 'the reader edits it into a harmful one');
select is(t.body('comment,state'), 'held', 'the edited comment is held');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'the journal removes the comment from the page');
select is((select held from core.case_file where comment_id = t.id('h1')), true, 'the held comment has a case');
select t.says(t.edit('cho', 'article', 'h1', 2, 'Sorry.'), 'ok', 'the reader edits it back');
select is(t.body('comment,state'), 'held', 'the comment stays held for a moderator');
select is(t.case_version('h1'), 2, 'the edit raises the case''s version');
select t.says(t.edit('bob', 'article', 'h1', 3, 'x'), 'not_found', 'a held comment is not found by other readers');
select t.says(t.post('cho', 'article', 'h2'), 'ok', 'a reader posts another comment');
select t.says(t.edit('cho', 'article', 'h2', 1, 'Spam.', t.hit('reject')), 'ok', 'the reader edits it into one that a rule rejects');
select is(t.body('comment,state'), 'held', 'an edit that a rule rejects is held');
select t.says(t.post('cho', 'article', 'h3', p_hits => t.hit('reject', 'spam')), 'ok', 'a new comment that a rule rejects is posted');
select is(t.body('comment,state'), 'rejected', 'the new comment is rejected');
select is((select count(*) from core.case_file where comment_id = t.id('h3')), 0::bigint, 'a comment rejected by a rule has no case');
select is((select body ->> 'reason' from core.notice where comment_id = t.id('h3')), 'spam', 'the author gets a statement of reasons');
select t.says(t.edit('cho', 'article', 'h3', 1, 'x'), 'not_editable', 'a rejected comment cannot be edited');

-- an edit that readers do not see
select t.says(t.post('dan', 'article', 'n1', p_body => E'One.\n\nTwo.'), 'ok', 'a reader posts a comment of three lines');
select t.version() as before \gset
select t.says(t.edit('dan', 'article', 'n1', 1, E'One.\n\nTwo.'), 'ok', 'the same text as an edit succeeds');
select is(t.body('comment,revision') || (t.body('comment,edited_at') is null), '1true', 'the same text is no new revision');
select t.says(t.edit('dan', 'article', 'n1', 1, E'One. \t\r\n\r\nTwo.  \n\n', t.hit('reject')), 'ok', 'an edit of line ends and trailing spaces succeeds');
select is(t.body('comment,revision') || t.body('comment,state'), '1published', 'line ends and trailing spaces are neither an edit nor judged');
select is(t.version(), :before::bigint, 'such an edit keeps the article''s version');
select is((select count(*) from core.comment_revision where comment_id = t.id('n1')), 0::bigint, 'such an edit stores no former text');
select t.says(t.edit('dan', 'article', 'n1', 1, E'One.\n Two.'), 'ok', 'an edit of a leading space succeeds');
select is(t.body('comment,revision'), '2', 'a leading space is a new revision');
select ok(core.text_same('', E'\n \r\n'), 'an empty text equals empty lines');
select ok(not core.text_same('a b', 'ab') and not core.text_same(E'a\nb', 'a b') and not core.text_same('A', 'a'), 'spaces, line breaks and case within a text count');

-- an edit without a new hit
select t.says(t.post('dan', 'article', 'w1', p_hits => t.hit('hold')), 'ok', 'a comment with a held word is posted');
select is(t.decide('mod', 'w1', 1, 'approve'), '200', 'a moderator approves it');
select t.says(t.edit('dan', 'article', 'w1', 1, 'A body, spelled right.', t.hit('hold')), 'ok', 'an edit with the same hit succeeds');
select is(t.body('comment,state') || t.body('comment,revision'), 'published2', 'an edit with the approved hit stays published');
select is((select state from core.case_file where comment_id = t.id('w1')), 'closed', 'an edit with the approved hit opens no case');
select t.says(t.edit('dan', 'article', 'w1', 2, 'A body with more.', t.hit('hold', 'hate')), 'ok', 'an edit with another reason succeeds');
select is(t.body('comment,state'), 'held', 'an edit with another reason is held');
select t.says(t.post('dan', 'article', 'w2'), 'ok', 'a reader posts a comment without a hit');
select t.says(t.edit('dan', 'article', 'w2', 1, 'Insult.', t.hit('hold')), 'ok', 'an edit adds a held word');
select t.says(t.edit('dan', 'article', 'w2', 2, 'Sorry.'), 'ok', 'a further edit removes the word');
select is(t.decide('mod', 'w2', t.case_version('w2'), 'approve'), '200', 'a moderator approves the text without the word');
select t.does(t.edit('dan', 'article', 'w2', 3, 'Insult again.', t.hit('hold'))) \gset
select is(t.state('w2'), 'held', 'an approval covers the approved text only');
select t.says(t.post('dan', 'article', 'w3', p_hits => t.hit('hold', 'other', 'newcomer')), 'ok', 'a comment held by a rule about its author is posted');
select is(t.decide('mod', 'w3', 1, 'approve'), '200', 'a moderator approves it too');
select t.does(t.edit('dan', 'article', 'w3', 1, 'Something else.', t.hit('hold', 'other', 'newcomer'))) \gset
select is(t.state('w3'), 'held', 'a rule about the author judges every new text');

-- source
select t.says(format('comment_source(t.token(''ann''), %L, %L, 900)', t.id('article'), t.id('c1')), 'ok', 'the author reads the source');
select is(t.body('body') || t.body('revision'), 'Better.2', 'the source is the current text');
select alike(t.body('editable_until'), '20%Z', 'the source has the end of the edit window');
select t.says(format('comment_source(t.token(''mod''), %L, %L, 900)', t.id('article'), t.id('h1')), 'ok', 'a moderator reads the source');
select ok(t.body('editable_until') is null, 'a moderator gets no edit window');
select t.says(format('comment_source(t.token(''bob''), %L, %L, 900)', t.id('article'), t.id('c1')), 'forbidden', 'another reader may not read the source');
select t.says(format('comment_source(t.token(''bob''), %L, %L, 900)', t.id('article'), t.id('h1')), 'not_found', 'another reader does not find a held comment');
select t.says(format('comment_source(''\xff'', %L, %L, 900)', t.id('article'), t.id('c1')), 'sign_in', 'reading a source needs a session');
update core.comment set text_erased_at = core.now() where id = t.id('h3');
select t.says(format('comment_source(t.token(''cho''), %L, %L, 900)', t.id('article'), t.id('h3')), 'not_found', 'the source of an erased text is not found');

-- mine
select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'ok', 'a reader lists the own comments of an article');
select is(json_array_length(t.json() -> 'comments'), 3, 'the list has three comments that are hidden from other readers');
select is(t.body('account,username'), 'cho', 'the list has the reader''s account');
select is((select c #>> '{reasons,0,rule}' from json_array_elements(t.json() -> 'comments') c where c ->> 'id' = t.id('h3')::text), 'words', 'a held comment has its reason');
select t.says(format('mine(t.token(''cho''), %L, array[%L]::uuid[])', t.id('article'), t.id('h1')), 'ok', 'a reader lists own comments by id');
select is(json_array_length(t.json() -> 'comments'), 1, 'the list has the named comment only');
select t.says(format('mine(t.token(''ann''), %L, null)', core.new_id()), 'not_found', 'an unknown article has no list');
select t.says(format('mine(''\xff'', %L, null)', t.id('article')), 'sign_in', 'listing own comments needs a session');

-- withdraw: tombstones up the chain
select t.says(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('c1')), 'forbidden', 'another reader may not withdraw a comment');
select t.says(format('comment_withdraw(t.token(''mod''), %L, %L)', t.id('article'), t.id('c1')), 'forbidden', 'a moderator may not withdraw a comment');
select t.says(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('h1')), 'not_found', 'a comment that the reader cannot see is not found');
select t.says(format('comment_withdraw(''\xff'', %L, %L)', t.id('article'), t.id('c1')), 'sign_in', 'withdrawing needs a session');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c1')), 'ok', 'the author withdraws the root comment');
select is((select row(visible, reply_count)::text from core.comment where id = t.id('c1')), '(t,1)', 'a withdrawn comment with replies stays as a tombstone');
select is((select row(state, html, author_name, up, replies)::text from api_1.comment_get(t.id('article'), t.id('c1')) where outcome = 'node'),
	'(withdrawn,,,,1)', 'a tombstone has neither text nor author');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c1')), 'ok', 'a second withdrawal succeeds');
select t.says(t.post('ann', 'article', 'x3', 'c1'), 'bad_parent', 'a tombstone takes no replies');
select t.says(t.edit('ann', 'article', 'c1', 2, 'x'), 'not_editable', 'a tombstone takes no edits');
do $$ begin
	perform api_1.comment_withdraw(t.token('bob'), t.id('article'), t.id('c2'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('c3'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('d3'));
	perform api_1.comment_withdraw(t.token('ann'), t.id('article'), t.id('d4'));
end $$;
select is((select count(*) from core.comment where id in (t.id('c1'), t.id('c2'), t.id('c3'), t.id('d3'), t.id('d4')) and visible), 5::bigint, 'five tombstones stay above one visible reply');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('d5')), 'ok', 'the author withdraws the last reply');
select is((select count(*) from core.comment where id in (t.id('c1'), t.id('c2'), t.id('c3'), t.id('d3'), t.id('d4'), t.id('d5')) and visible), 0::bigint, 'the tombstones vanish with the last reply');
select is((api_1.comment_get(t.id('article'), t.id('c1'))).outcome, 'not_found', 'a vanished tombstone is not found');
select t.says(format('comment_withdraw(t.token(''cho''), %L, %L)', t.id('article'), t.id('h1')), 'ok', 'the author withdraws a held comment');
select is((select state || closed_as from core.case_file where comment_id = t.id('h1')), 'closedmoot', 'the case of a withdrawn held comment is moot');

-- hidden
update core.article set state = 'hidden' where id = t.id('article');
select t.says(t.post('ann', 'article', 'x4'), 'not_found', 'a hidden article takes no comments');
select is((select outcome from api_1.thread_page(t.id('article'), 'newest', 20, 3, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 'not_found', 'a hidden article shows no comments');
select is((select outcome from api_1.replies_page(t.id('article'), t.id('k1'), 'newest', 20, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 'not_found', 'a hidden article shows no replies');
select is((select outcome from api_1.comment_get(t.id('article'), t.id('k1'))), 'not_found', 'a hidden article shows no single comment');
select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'not_found', 'a hidden article lists no own comments');
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('k1')), 'ok', 'an author may withdraw a comment of a hidden article');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
