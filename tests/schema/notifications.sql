-- SPDX-License-Identifier: Apache-2.0
-- Goal: readers are notified once of each comment that answers or mentions them or stands in a discussion they follow,
-- when it is shown; never of the comments of a reader they muted. A removed comment takes unread notifications back.
\i lib/fixture.sql
select plan(49);
create function t.step(p_max int default 200) returns text language plpgsql as $$
declare
	v record;
begin
	select * into v from api_1.notification_step(p_max);
	return v.outcome || ' ' || (v.body ->> 'made');
end $$;
create function t.drain(p_max int default 200) returns int language plpgsql as $$
declare
	v_n int := 1;
begin
	while left(t.step(p_max), 2) = 'ok' loop
		v_n := v_n + 1;
	end loop;
	return v_n;
end $$;
-- notifications of an account: kind and name of the comment, oldest first; read ones in brackets
create function t.heard(p_who text) returns text language sql as $$
	select coalesce(string_agg(case when n.read_at is null then n.kind || ' ' || x.name else '(' || n.kind || ' ' || x.name || ')' end, ', ' order by n.id), '')
	from core.notification n join t.name x on x.id = n.comment_id where n.account_id = t.id(p_who)
$$;
create function t.at(p_name text) returns text language sql as $$ select '<span class="mention">@' || p_name || '</span>' $$;
create function t.says_to(p_who text, p_name text, p_parent text, p_body text default 'A body.') returns void language sql as $$
	select t.does(t.post(p_who, 'article', p_name, p_parent, p_body => p_body))
$$;

-- answers
select is(t.step(), 'idle 0', 'nothing is to be made');
select t.says_to('ann', 'c1', null) \gset
select t.says_to('bob', 'c2', 'c1') \gset
select is(t.heard('ann'), '', 'the write itself notifies nobody');
select is(t.step(), 'idle 2', 'the step makes the notifications of both comments');
select is(t.heard('ann'), 'reply c2', 'the author of the comment hears of the answer, as a reply although a follower too');
select is(t.heard('bob'), '', 'the author of the answer hears nothing');
select t.says_to('ann', 'c3', 'c1') \gset
select t.drain() \gset
select is(t.heard('ann'), 'reply c2', 'an answer to an own comment notifies nobody of it');
select is(t.heard('bob'), 'follow c3', 'the reader who wrote follows the discussion');
select t.says_to('cho', 'c4', null) \gset
select t.drain() \gset
select is(t.heard('bob'), 'follow c3', 'an unread notification stands for all later comments');
select is(t.heard('ann'), 'reply c2, follow c4', 'a follower hears of a comment at top level');

-- mentions
select t.says_to('dan', 'c5', 'c4', t.at('ann') || ' ' || t.at('cho') || ' ' || t.at('ann') || ' ' || t.at('dan') || ' ' || t.at('nobody')) \gset
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, follow c4, mention c5', 'a name in a comment notifies once, however often it stands there');
select is(t.heard('cho'), 'reply c5', 'a name in an answer to the same reader makes one notification');
select is(t.heard('dan'), '', 'an own name notifies nobody');
select core.account_make(core.new_id(), '지민', '지민', null, 'h', 'reader'), core.account_make(core.new_id(), 'Kim Min Su', 'kimminsu', null, 'h', 'reader'),
	core.account_make(core.new_id(), 'O''Neil', 'oneil', null, 'h', 'reader') \gset stage_
create function t.names(p_html text, p_max int default 10) returns text language sql as $$
	select coalesce(string_agg(a.username, ', ' order by n), '') from unnest(core.mentioned(core.mentions_put(p_html, p_max))) with ordinality m (id, n) join core.account a on a.id = m.id
$$;
select is(t.names(t.at('지민') || t.at('지민은')), '지민', 'a particle behind a name is no part of it');
select is(t.names(t.at('지민에게서만은')), '', 'a name is not found behind more than four syllables');
select is(t.names(t.at('KimMinSu')), 'Kim Min Su', 'a name is written without its spaces, in any case');
select is(t.names(t.at('o&#39;neil') || t.at('ann&#39;s')), 'O''Neil, ann', 'an apostrophe is part of a name, or what follows it is left out');
select is(t.names(t.at('ann') || t.at('bob') || t.at('cho'), 2), 'ann, bob', 'names beyond the maximum notify nobody');
select is(t.names('<p>@ann &lt;span class="mention"&gt;@bob</p>'), '', 'text that is no mention notifies nobody');
insert into core.account_name (id, account_id, username, skeleton, changed_at) values (core.new_id(), t.id('bob'), 'Old Bob', 'oldbob', core.now()), (core.new_id(), t.id('cho'), 'ann', 'ann', core.now());
select is(t.names(t.at('OldBob') || t.at('ann')), 'bob, ann', 'a former name means the account that had it, unless another one has it now');
select is(core.mentions_put(t.at('ann') || t.at('ann&#39;s') || t.at('nobody'), 10),
	format('<span class="mention" data-account="%1$s">@ann</span><span class="mention" data-account="%1$s">@ann&#39;s</span><span class="mention">@nobody</span>', t.id('ann')),
	'the account is stored with each mention of a name, and with none of a name that nobody has');
delete from core.account_name;
update core.account set state = 'erased' where username = '지민';
select is(t.names(t.at('지민')), '', 'an erased account is not mentioned');

-- an edit
select t.does(t.edit('dan', 'article', 'c5', 1, t.at('ann') || ' ' || t.at('bob'))) \gset
select t.drain() \gset
select is(t.heard('bob'), 'follow c3, mention c5', 'an edit notifies the names that it adds');
select is(t.heard('ann'), 'reply c2, follow c4, mention c5', 'an edit does not notify again');

-- held and removed comments
select t.says(t.post('bob', 'article', 'c6', 'c4', t.hit('hold')), 'ok', 'a comment is held');
select t.drain() \gset
select is(t.heard('cho'), 'reply c5', 'a held comment notifies nobody');
select is(t.decide('mod', 'c6', 1, 'approve', null, 'd1'), '200', 'a moderator approves it');
select t.drain() \gset
select is(t.heard('cho'), 'reply c5, reply c6', 'an approved comment notifies');
select is(t.decide('mod', 'c5', 0, 'reject', 'spam', 'd2'), '200', 'the other answer is rejected');
update core.notification set read_at = core.now() where account_id = t.id('bob') and comment_id = t.id('c5');
select t.drain() \gset
select is(t.heard('cho') || '; ' || t.heard('ann'), 'reply c6; reply c2, follow c4', 'a removed comment takes its unread notifications back');
select is(t.heard('bob'), 'follow c3, (mention c5)', 'a notification that was read stays');
select t.says(format('decision_undo(t.token(''mod''), %L, %L)', t.id('d2'), core.new_id()), 'ok', 'the rejection is undone');
select t.drain() \gset
select is(t.heard('cho') || '; ' || t.heard('bob'), 'reply c6, reply c5; follow c3, (mention c5)', 'a restored comment notifies again, and nobody twice');
select t.says(format('comment_withdraw(t.token(''cho''), %L, %L)', t.id('article'), t.id('c4')), 'ok', 'the first comment of a follower''s notification is taken back');
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5', 'the follower''s notification ends');
select t.says_to('bob', 'c7', null) \gset
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5, follow c7', 'the follower hears of the next comment');
select t.says_to('bob', 'c8', 'c1') \gset
select t.does(format('comment_withdraw(t.token(''bob''), %L, %L)', t.id('article'), t.id('c8'))) \gset
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5, follow c7', 'a comment that was removed before the step notifies nobody');

-- muted readers
insert into core.mute (account_id, muted_id) values (t.id('ann'), t.id('bob'));
update core.follow set waiting = false;
select t.says_to('bob', 'c9', 'c1', t.at('ann')) \gset
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5, follow c7', 'a muted reader''s comment makes no reply, mention or news of a followed discussion');

-- featured comments
select t.says(format('comment_mark(t.token(''mod''), %L, null, null, true, %L)', t.id('c3'), core.new_id()), 'ok', 'a comment is featured');
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5, follow c7, pick c3', 'its author hears of it');
select t.says(format('comment_mark(t.token(''mod''), %L, null, null, false, %L)', t.id('c3'), core.new_id()), 'ok', 'it is featured no longer');
select t.drain() \gset
select is(t.heard('ann'), 'reply c2, mention c5, follow c7', 'the unread notification ends');

-- one hot discussion
insert into core.account (id, username, skeleton, password_hash) select md5('many' || i)::uuid, 'many' || i, 'many' || i, 'h' from generate_series(1, 1000) i;
delete from core.follow;
insert into core.follow (article_id, account_id, follows) select t.id('article'), md5('many' || i)::uuid, i <> 7 from generate_series(1, 1000) i;
select t.says_to('dan', 'c10', null) \gset
select is(t.step(300), 'ok 300', 'a step makes no more than its maximum');
select t.says_to('cho', 'c11', 'c10') \gset
select is(t.drain(300), 3, 'the rest takes as many steps as it needs');
select is((select count(*) || ' ' || count(distinct account_id) from core.notification where kind = 'follow' and account_id <> t.id('ann') and comment_id in (t.id('c10'), t.id('c11'))),
	'999 999', 'each follower has one notification; a reader who ended following has none');
select is(t.heard('dan'), 'follow c6, follow c9, reply c11', 'the answer notifies its author meanwhile');
select t.says_to('ann', 'c12', null) \gset
select is(t.step(300), 'idle 2', 'followers who have not read cost the next comment nothing');

-- two articles become one
select core.article_make(t.id('other'), 'default', 'other', 'https://news.example/other', 'Another') \gset stage_
insert into core.follow (article_id, account_id, follows) select t.id('other'), md5('many' || i)::uuid, true from generate_series(991, 1005) i;
select is((core.article_merge(t.id('article'), t.id('other'))).outcome, 'ok', 'an article is merged into another with some of its followers');
select is((select count(*) || ' ' || count(*) filter (where article_id = t.id('other')) from core.follow f where f.account_id in (select md5('many' || i)::uuid from generate_series(991, 1005) i)), '15 0', 'each of them follows once');

-- time
select t.later('91 days') \gset
select t.does('sweep(10, 15000000, 15000000)'), t.does('sweep(1000, 15000000, 15000000)') \gset
select is((select count(*) || ' ' || (select count(*) from core.follow where waiting) from core.notification), '0 0', 'the sweep deletes old notifications');
select * from finish();
