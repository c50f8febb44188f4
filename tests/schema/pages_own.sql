-- SPDX-License-Identifier: Apache-2.0
-- Goal: the functions for HTML pages return the same rows and members as the functions of the API.
\i lib/fixture.sql
select plan(9);
do $$ begin
	perform t.does(t.post('ann', 'article', 'c1'));
	perform t.does(t.post('bob', 'article', 'c2', 'c1'));
	perform t.does(t.post('ann', 'article', 'c3', 'c2'));
	perform t.does(t.post('bob', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(format('votes_set(array[t.token(''bob'')], array[%L]::uuid[], array[%L]::uuid[], array[1])', t.id('article'), t.id('c1')));
end $$;
select results_eq($$select outcome, id from api_1.comment_page(t.id('article'), t.id('c2'), 'newest', 20, 0, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$,
	$$values ('ok', null), ('ancestor', t.id('c1')), ('node', t.id('c2')), ('node', t.id('c3'))$$, 'a comment is between its ancestors and its replies');
select results_eq($$select outcome from api_1.comment_page(t.id('article'), core.new_id(), 'newest', 20, 0, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$,
	$$values ('not_found')$$, 'an unknown comment has no page');
select t.says(format('mine_page(t.token(''bob''), %L, array[%L]::uuid[])', t.id('article'), t.id('c1')), 'ok', 'a reader gets the overlay of a page');
select is(t.body('votes,' || t.id('c1')), '1', 'the overlay has the votes on the page');
select is(t.body('comments,0,id')::uuid, t.id('held'), 'the overlay has own held comments, which are on no page');
select is(t.body('comments,0,reasons,0,rule'), 'words', 'a held comment has its reasons');
select is(t.body('account,username'), 'bob', 'the overlay names the viewer');
select t.says(format('mine_page(''\xff'', %L, ''{}''::uuid[])', t.id('article')), 'sign_in', 'the overlay needs a session');
select t.says(format('mine_page(t.token(''bob''), %L, ''{}''::uuid[])', core.new_id()), 'not_found', 'an unknown article has no overlay');
select * from finish();
