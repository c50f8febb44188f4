-- SPDX-License-Identifier: Apache-2.0
-- Goal: notifications are mailed at once, once a day or never, as each reader chose, to verified addresses only; a hundred
-- readers' daily mails are one step; the link at the end of a mail ends its kind.
\i lib/fixture.sql
select plan(50);
create function t.drain() returns void language plpgsql as $$
begin
	while (select outcome from api_1.notification_step(500)) = 'ok' loop
	end loop;
end $$;
create function t.says_to(p_who text, p_name text, p_parent text, p_body text default 'A body.') returns void language sql as $$
	select t.does(t.post(p_who, 'article', p_name, p_parent, p_body => p_body)), t.drain()
$$;
-- mails about notifications, oldest first
create function t.mails(p_who text) returns text language sql as $$
	select coalesce(string_agg(o.template || ' ' || (o.data ->> 'kind'), ', ' order by o.id), '') from core.outbox o
	where o.account_id = t.id(p_who) and o.template in ('notification', 'digest')
$$;
create function t.choose(p_who text, p_choices text) returns void language sql as $$
	select t.does(format('account_change(%L, core.new_id(), null, null, 0, null, null, false, null, null, %L)', t.token(p_who), p_choices))
$$;
create function t.chosen(p_who text) returns text language sql as $$ select core.mail_choices_json(mail_choices)::text from core.account where id = t.id(p_who) $$;
create function t.digest(p_max int default 100, p_items int default 20) returns text language sql as $$
	select outcome || ' ' || (body ->> 'readers') from api_1.digest_step(p_max, p_items)
$$;
update core.account set email = username || '@mail.example', email_verified = username <> 'bob' where username in ('ann', 'bob', 'cho', 'dan');

select is(t.chosen('ann')::jsonb, '{"pick": "now", "reply": "now", "follow": "daily", "report": "daily", "mention": "now"}', 'answers, mentions and picks are mailed at once, followed discussions and results of reports daily');
select t.says_to('ann', 'c1', null), t.says_to('bob', 'c2', 'c1') \gset
select is(t.mails('ann'), 'notification reply', 'an answer is mailed at once');
select is((select data::jsonb - 'path' from core.outbox where account_id = t.id('ann')), '{"kind": "reply", "from": "bob", "article": "An article"}', 'the mail has names and titles and no text of a reader');
select is((select data ->> 'path' from core.outbox where account_id = t.id('ann')), '/a/' || t.id('article') || '/c/' || t.id('c2'), 'it leads to the comment');
select is((select token_purpose from core.outbox where account_id = t.id('ann')), 'unsubscribe', 'its link has a token that ends such mails');
select t.says_to('cho', 'c3', 'c2', '<span class="mention">@bob</span>') \gset
select is(t.mails('bob'), '', 'an unverified address gets no mail');
select is((select count(*) from core.digest where account_id = t.id('bob')), 0::bigint, 'and no daily one');
select t.choose('ann', '{"reply": "never", "mention": "daily"}') \gset
select is(t.chosen('ann')::jsonb, '{"pick": "now", "reply": "never", "follow": "daily", "report": "daily", "mention": "daily"}', 'a change keeps the choices that it does not name');
select t.says_to('bob', 'c4', 'c1') \gset
select is(t.mails('ann'), 'notification reply', 'a kind that is never mailed is not');
select t.says_to('cho', 'c5', null, '<span class="mention">@ann</span>'), t.says_to('dan', 'c6', null, '<span class="mention">@ann</span>') \gset
select is(t.mails('ann'), 'notification reply', 'a kind that is mailed daily is not mailed at once');
select is(t.digest(), 'idle 0', 'no daily mail is due yet');
select t.later('23 hours') \gset
select is(t.digest(), 'idle 0', 'nor after 23 hours');
select t.later('25 hours') \gset
select is((select count(*) from core.digest), 2::bigint, 'two readers wait for a daily mail');
select is(t.digest(), 'idle 2', 'after a day it is queued');
select is(t.mails('ann'), 'notification reply, digest digest', 'one mail has all');
select is((select data ->> 'count' || ' ' || json_array_length(data -> 'items') || ' ' || (data #>> '{items,0,kind}') || ' ' || (data #>> '{items,0,from}') || ' ' || coalesce(data ->> 'more', '-')
	from core.outbox where template = 'digest' and account_id = t.id('ann')), '3 3 follow cho -', 'it lists what came since, oldest first');
select is((select count(*) from core.digest), 0::bigint, 'nobody waits');
select is(t.digest(), 'idle 0', 'nothing is mailed twice');

-- what is read, removed or more than the limit
select t.says_to('cho', 'c7', 'c1', '<span class="mention">@ann</span>'), t.says_to('dan', 'c8', 'c1', '<span class="mention">@ann</span>') \gset
select t.later('50 hours') \gset
select t.does(format('notifications_read(t.token(''ann''), %L, null)', 'ffffffff-ffff-ffff-ffff-ffffffffffff')) \gset
select is(t.digest(), 'idle 1', 'a reader who read everything is due');
select is(t.mails('ann'), 'notification reply, digest digest', 'and gets no mail');
select t.choose('ann', '{"reply": "daily"}') \gset
select t.says_to('cho', 'c9', 'c1'), t.says_to('dan', 'c10', 'c1'), t.says_to('dan', 'c11', 'c1') \gset
select t.does(format('comment_withdraw(t.token(''cho''), %L, %L)', t.id('article'), t.id('c9'))), t.drain() \gset
select t.later('76 hours') \gset
select is(t.digest(100, 1), 'idle 1', 'a third daily mail is queued');
select is((select data ->> 'count' || ' ' || json_array_length(data -> 'items') || ' ' || (data #>> '{items,0,from}') || ' ' || (data ->> 'more')
	from core.outbox where template = 'digest' and account_id = t.id('ann') order by id desc limit 1), '2 1 dan 1', 'it leaves out what was taken back, and counts what it does not list');

-- the link at the end of a mail
create function t.link(p_name text, p_data text, p_who text default 'ann') returns void language sql as $$
	insert into core.token (digest, purpose, account_id, address, data, made_at, expires_at)
	values (convert_to(p_name, 'UTF8'), 'unsubscribe', t.id(p_who), 'a@mail.example', p_data::json, core.now(), core.now() + interval '90 days')
$$;
select t.link('l1', '{"kind": "pick"}'), t.link('l2', '{"kind": "digest"}'), t.link('l3', '{"kind": "reply"}', 'cho') \gset
select t.says('link_get(''l1'', ''unsubscribe'')', 'ok', 'the page of the link is shown');
select is(t.chosen('ann')::jsonb ->> 'pick', 'now', 'and changes nothing');
select t.says('unsubscribe(''l1'', false)', 'ok', 'the link ends mails of its kind');
select is(t.chosen('ann')::jsonb, '{"pick": "never", "reply": "daily", "follow": "daily", "report": "daily", "mention": "daily"}', 'and of no other');
select t.says('unsubscribe(''l1'', false)', 'ok', 'it can be used again');
select t.says('unsubscribe(''l2'', false)', 'ok', 'the link of a daily mail');
select is(t.chosen('ann')::jsonb, '{"pick": "never", "reply": "never", "follow": "never", "report": "never", "mention": "never"}', 'ends every kind that is sent daily');
select t.says('unsubscribe(''l3'', true)', 'ok', 'on wish a link ends all kinds');
select is(t.chosen('cho')::jsonb, '{"pick": "never", "reply": "never", "follow": "never", "report": "never", "mention": "never"}', 'all are never mailed');
select t.says('unsubscribe(''none'', false)', 'link_unknown', 'an unknown link does nothing');
update core.token set expires_at = core.now() where digest = 'l1';
select t.says('unsubscribe(''l1'', false)', 'link_expired', 'an expired link does nothing');

-- many readers
insert into core.account (id, username, skeleton, password_hash, email, email_verified, mail_choices)
select md5('many' || i)::uuid, 'many' || i, 'many' || i, 'h', 'many' || i || '@mail.example', true, case when i <= 300 then '{"follow": "now"}' else '{}' end::jsonb from generate_series(1, 550) i;
insert into core.follow (article_id, account_id, follows) select t.id('article'), md5('many' || i)::uuid, true from generate_series(1, 550) i;
select t.says_to('dan', 'c12', null) \gset
select is((select count(*) from core.outbox o join core.account a on a.id = o.account_id where a.username like 'many%'), 300::bigint, 'followers who want it at once have a mail each');
select t.later('110 hours') \gset
select is((t.digest(), t.digest(), t.digest())::text, '("ok 100","ok 100","idle 50")', 'the daily mails of 250 readers are three steps');
select is((select count(*) from core.outbox o join core.account a on a.id = o.account_id where a.username like 'many%' and o.template = 'digest'), 250::bigint, 'each has one');

-- results of reports
select t.says_to('dan', 'c13', null) \gset
select t.does(t.report('cho', 'article', 'c13', 'r1')), t.does(t.report('ann', 'article', 'c13', 'r2')), t.does(t.report('bob', 'article', 'c13', 'r3')) \gset
delete from core.outbox;
select t.choose('cho', '{"report": "now"}'), t.choose('ann', '{"report": "daily"}') \gset
select is(t.decide('mod', 'c13', 1, 'reject', 'spam', 'd1'), '200', 'a comment that readers reported is rejected');
select is(t.mails('cho') || '; ' || t.mails('ann') || '; ' || t.mails('bob'), 'notification report; ; ', 'the result is mailed at once to the reader who wants that, with a verified address');
select is((select data ->> 'from' || ', ' || (data ->> 'article') || ', ' || (data ->> 'path') from core.outbox where account_id = t.id('cho') and template = 'notification'), 'The site, An article, /account/notices', 'it leads to the notices');
select t.later('150 hours') \gset
select t.digest() \gset
select is(t.mails('ann'), 'digest digest', 'and daily to the reader who wants that');
select is((select data #>> '{items,0,kind}' from core.outbox where account_id = t.id('ann') and template = 'digest'), 'report', 'among the other news');

-- comments that are removed before their mails are sent
delete from core.outbox; delete from core.digest; delete from core.notification; delete from core.mail_total; delete from core.follow;
create function t.claimed() returns text language sql as $$
	select coalesce(string_agg((m #>> '{template}') || ' ' || coalesce(m #>> '{data,count}', right(m #>> '{data,path}', 36)), ', ' order by m #>> '{id}'), '')
	from json_array_elements((api_1.mail_claim(20, array(select decode(md5(random()::text), 'hex') from generate_series(1, 20)), 60000, 3600000, 604800, '{"unsubscribe": 60}')).body) m
$$;
create function t.withdraw(p_who text, p_name text) returns void language sql as $$
	select t.does(format('comment_withdraw(t.token(%L), %L, %L)', p_who, t.id('article'), t.id(p_name)))
$$;
select t.choose('ann', '{"reply": "now", "report": "never", "follow": "never"}') \gset
select t.says_to('bob', 'r1', 'c1'), t.says_to('cho', 'r2', 'c1') \gset
select t.withdraw('bob', 'r1') \gset
select is(t.claimed(), 'notification ' || t.id('r2'), 'a mail about a comment that was taken back is not sent');
select is((select string_agg(state, ' ' order by id) from core.outbox), 'cancelled leased', 'it is cancelled');
select is((select total from core.mail_total where result = 'cancelled'), 1::bigint, 'and counted');
select t.says_to('dan', 'r3', 'c1') \gset
select t.decide('mod', 'r3', 0, 'reject', 'spam', 'rd1'), t.drain(), t.does(format('decision_undo(t.token(''mod''), %L, %L)', t.id('rd1'), core.new_id())), t.drain() \gset
select is(t.claimed(), 'notification ' || t.id('r3'), 'a comment that was removed and restored before its mail was sent is mailed once');
update core.article set state = 'hidden' where id = t.id('article');
update core.outbox set due_at = core.now() where state = 'leased';
select is(t.claimed(), '', 'an article that is hidden is not mailed of, not even by the second attempt');
update core.article set state = 'open' where id = t.id('article');
delete from core.outbox;
select t.choose('ann', '{"reply": "daily"}') \gset
select t.says_to('bob', 'r4', 'c1'), t.says_to('cho', 'r5', 'c1') \gset
select t.later('180 hours'), t.digest(), t.withdraw('bob', 'r4') \gset
select is(t.claimed(), 'digest 1', 'a daily mail leaves out what was taken back since it was queued');
delete from core.outbox;
update core.notification set read_at = core.now() where read_at is null;
select t.says_to('bob', 'r6', 'c1') \gset
select t.later('210 hours'), t.digest(), t.withdraw('bob', 'r6') \gset
select is(t.claimed(), '', 'a daily mail without anything left is not sent');
select is((select state from core.outbox), 'cancelled', 'but cancelled');
select t.says_to('bob', 'r7', 'c1') \gset
insert into core.notification_task (article_id, comment_id, what, at) values (t.id('article'), t.id('r7'), 'comment', core.now() - interval '90 seconds'), (t.id('article'), t.id('r7'), 'edit', core.now());
select is((select (body ->> 'tasks') || ' ' || (body ->> 'oldest_task')::float::int from api_1.newsroom_figures()), '2 90', 'the queue of notifications is counted, with the age of its oldest change');
select * from finish();
