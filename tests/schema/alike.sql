-- SPDX-License-Identifier: Apache-2.0
-- Goal: open cases of one site whose texts are alike are one group, and nothing else is in it.
\i lib/fixture.sql
select plan(22);
create function t.list(p_who text, p_limit int default 100) returns text language sql as $$
	select format($q$case_list(%L, 'all', null, %s, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$q$, t.token(p_who), p_limit)
$$;
-- the case's count in the list, "" without a group
create function t.alike(p_name text) returns text language sql as $$
	select coalesce((select c -> 'alike' ->> 'count' from json_array_elements(t.json() -> 'cases') c where c ->> 'case' = t.id(p_name)::text), '')
$$;
create function t.groups(variadic p_names text[]) returns bigint language sql as $$
	select count(distinct c -> 'alike' ->> 'group') from json_array_elements(t.json() -> 'cases') c where c ->> 'case' = any(select t.id(n)::text from unnest(p_names) n)
$$;
do $$ begin
	perform t.does(t.post('ann', 'article', 'one', p_hits => t.hit('hold'), p_bands => '[1,2,3,4]', p_body => 'Buy my pills.'));
	perform t.does(t.post('bob', 'article', 'near', p_hits => t.hit('hold'), p_bands => '[9,2,8,7]', p_body => 'Buy my best pills.'));
	perform t.does(t.post('bob', 'article', 'far', p_hits => t.hit('hold'), p_bands => '[11,12,13,14]', p_body => 'Another text.'));
	perform t.does(t.post('ann', 'article', 'plain', p_bands => '[1,2,3,4]', p_body => 'buy  my PILLS.'));
end $$;
select t.says(t.list('mod'), 'ok', 'a moderator lists the cases');
select is(t.alike('one') || t.alike('near'), '22', 'texts with one band of their signatures in common are a group, without the rule repetition');
select is(t.groups('one', 'near'), 1::bigint, 'the cases have one group');
select is(t.alike('far'), '', 'a text like no other has no group');
select t.says(t.report('bob', 'article', 'plain', 'r1'), 'ok', 'a published comment without a stored signature is reported');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.alike('one') || t.alike('plain'), '33', 'its case joins the group, because the text is the same without spaces and case');

-- closed cases
select is(t.decide('mod', 'one', 1, 'reject', 'spam', 'd1'), '200', 'one case of the group is decided apart');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.alike('near') || t.alike('plain'), '22', 'a closed case is not in the group');
select is((select alike is null from core.case_file where comment_id = t.id('one')) and
	(select not case_before ? 'alike' from core.decision where id = t.id('d1')), true, 'no hash of the text of a closed case is kept');
select t.says(format('decision_undo(%L, %L, core.new_id())', t.token('mod'), t.id('d1')), 'ok', 'the decision is undone');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.alike('one') || t.groups('one', 'near', 'plain'), '31', 'the case is in the group again');

-- an edit
select t.says(t.edit('bob', 'article', 'near', 1, 'Something else.'), 'ok', 'an author edits a comment of the group');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.alike('near') || t.alike('one'), '2', 'its case leaves the group');

-- another site
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
insert into core.article (id, site_id, key, url, title) values (t.id('elsewhere'), t.id('site2'), 'else', 'https://second.example/1', 'T');
do $$ begin
	perform t.does(t.post('ann', 'elsewhere', 'foreign', p_hits => t.hit('hold'), p_bands => '[1,2,3,4]', p_body => 'Buy my pills.'));
end $$;
select isnt((select alike from core.case_file where comment_id = t.id('foreign')), (select alike from core.case_file where comment_id = t.id('one')),
	'the same text on another site is another group');
select t.says(t.list('admin'), 'ok', 'somebody who moderates both sites lists the cases');
select is(t.alike('one') || t.alike('foreign'), '2', 'cases of another site do not count');

-- the count ends
insert into core.case_file (comment_id, article_id, site_id, author_id, state, version, weight, priority, opened_at, alike)
select core.new_id(), f.article_id, f.site_id, f.author_id, 'open', 1, 1, -1e6, core.now(), f.alike from core.case_file f, generate_series(1, 200)
where f.comment_id = t.id('one');
select t.says(t.list('mod', 5), 'ok', 'the moderator lists the cases of a flood');
select is(t.alike('one'), '100', 'the count ends at 100');
select * from finish();
