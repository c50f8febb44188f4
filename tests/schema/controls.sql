-- SPDX-License-Identifier: Apache-2.0
-- Goal: moderators set the controls of an article and its comments with every outcome listed. The sweep closes
-- articles that are due.
\i lib/fixture.sql
select plan(44);
create function t.mark(p_who text, p_comment text, p_locked boolean default null, p_pinned boolean default null, p_featured boolean default null) returns text language sql as $$
	select format('comment_mark(%L, %L, %L, %L, %L, %L)', t.token(p_who), t.id(p_comment), p_locked, p_pinned, p_featured, core.new_id())
$$;
create function t.patch(p_slow int default null, p_at text default null, p_after int default null, p_state text default null) returns text language sql as $$
	select format('article_patch(t.token(''mod''), %L, %L, null, null, %L, %L, %L)', t.id('article'), p_state, p_slow, p_at, p_after)
$$;
create function t.sweep() returns json language sql as $$ select (api_1.sweep(100, 183 * 86400, 30 * 86400)).body $$;
select t.does(t.post('ann', 'article', c)) from unnest(array['c1', 'c2', 'c3', 'c4']) c;
select t.does(t.post('ann', 'article', 'below', 'c1')) \gset
select is(core.article_json(a, 'default')::jsonb ?| array['slow_mode', 'closes_at', 'closes_after', 'marks'], false, 'an article without controls has no members for them')
from core.article a where a.id = t.id('article');

select t.says(t.mark('ann', 'c1', true), 'forbidden', 'a reader may not mark a comment');
select t.says(t.mark('auditor', 'c1', true), 'forbidden', 'an auditor may not mark a comment');
select t.says(t.mark(null, 'c1', true), 'sign_in', 'a mark needs a session');
select t.says(t.mark('mod', 'none', true), 'not_found', 'an unknown comment takes no mark');
select t.says(t.mark('mod', 'c1', true, true), 'ok', 'a moderator locks and pins a comment in one call');
select is(t.body('marks,0') || t.body('marks,1'), 'lockedpinned', 'the reply has both marks');
select is(t.version(), t.article_version('article'), 'a mark raises the article''s version');
select t.says(t.mark('mod', 'c1', true), 'ok', 'the same mark again succeeds');
select is((select count(*) from core.audit where action = 'mark'), 1::bigint, 'the same mark again is not audited');
select t.says(t.post('bob', 'article', 'r1', 'c1'), 'thread_locked', 'a locked comment takes no replies');
select t.says(t.post('bob', 'article', 'r1', 'below'), 'thread_locked', 'a comment below a locked one takes no replies');
select t.says(t.edit('ann', 'article', 'below', 1, 'Edited.'), 'thread_locked', 'a comment below a locked one takes no edits');
select t.says(t.edit('ann', 'article', 'c1', 1, 'Edited.'), 'thread_locked', 'a locked comment takes no edits');
select t.says(t.edit('ann', 'article', 'c2', 1, 'Edited.'), 'ok', 'a comment outside the locked thread takes edits');
select t.says(t.post('bob', 'article', 'r1', 'c2'), 'ok', 'a comment outside the locked thread takes replies');
select is((select marks -> 'pinned' from core.article where id = t.id('article')), jsonb_build_array(t.id('c1')), 'the article lists the ids of pinned comments');
select t.does(t.mark('mod', c, p_pinned => true)) from unnest(array['c2', 'c3']) c;
select t.says(t.mark('mod', 'c4', p_pinned => true), 'marks_max', 'a fourth pin is refused');
select is(t.decide('mod', 'c4', 0, 'reject', 'spam'), '200', 'a comment is rejected');
select t.says(t.mark('mod', 'c4', p_featured => true), 'not_shown', 'a rejected comment cannot be featured');
select t.says(t.mark('mod', 'c4', true), 'not_shown', 'a rejected comment cannot be locked');
select t.says(t.mark('mod', 'c1', false, false), 'ok', 'unlock, unpin');
select is(t.body('marks'), '[]', 'leaves none');
select t.says(t.post('bob', 'article', 'r2', 'below'), 'ok', 'and replies come again');

-- a mark ends with what it marks
create function t.marks() returns jsonb language sql as $$
	select coalesce(jsonb_object_agg(m.key, (select jsonb_agg(n.name order by i.n) from jsonb_array_elements_text(m.value) with ordinality i (id, n)
		join t.name n on n.id = i.id::uuid)), '{}') from core.article a, jsonb_each(a.marks) m where a.id = t.id('article')
$$;
select is(t.marks(), '{"pinned": ["c2", "c3"]}', 'two are pinned');
select is((select string_agg(n.name, ' ') from api_1.thread_page(t.id('article'), 'newest', 1, 0, 0, 'ffffffff-ffff-ffff-ffff-ffffffffffff') p
	join t.name n on n.id = p.id where p.outcome = 'pinned'), 'c2 c3', 'and stand on the first page');
select is((select count(*) from api_1.thread_page(t.id('article'), 'newest', 1, 0, 0, t.id('c4')) p where p.outcome = 'pinned'), 0::bigint, 'not on the next');
select t.does(t.mark('mod', 'c3', true, p_featured => true)) \gset
select t.article_version('article') as version \gset
select is(t.decide('mod', 'c3', 0, 'reject', 'spam'), '200', 'one of them is rejected');
select is(t.marks(), '{"pinned": ["c2"]}', 'which ends its marks');
select is(t.article_version('article'), :version + 1::bigint, 'with the change that takes it away');
select t.does(t.mark('mod', 'c2', true)) \gset
select t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c2'))) \gset
select is(t.marks(), '{"locked": ["c2"]}', 'what stands on as a tombstone stays locked');
select t.does(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('r1'))) \gset
select is(t.marks(), '{}', 'until that is gone too');

select t.says(t.patch(30), 'ok', 'slow mode');
select t.says(t.post('ann', 'article', 's1'), 'slow_mode', 'a moment ago');
select ok(t.body('wait')::int between 1 and 30, 'says how long to wait');
select t.says(t.post('staff', 'article', 's2'), 'ok', 'staff wait for nobody');
select t.says(t.patch(0), 'ok', 'off');
select t.says(t.post('ann', 'article', 's1'), 'ok', 'at once');
select t.says(t.patch(p_at => '2020-01-01T00:00:00Z'), 'time_past', 'a time that is over');
select t.says(t.patch(p_at => core.rfc3339(core.now() + interval '1 hour')), 'ok', 'close in an hour');
select t.later('1 hour');
select t.says(t.edit('ann', 'article', 's1', 1, 'Edited.'), 'article_closed', 'no edits either');
select is(t.sweep() #>> '{articles,0,id}', t.id('article')::text, 'the sweep closes it');
select is((select row(state, closes_at)::text from core.article where id = t.id('article')), '(closed,)', 'for good');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
