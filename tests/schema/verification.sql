-- SPDX-License-Identifier: Apache-2.0
-- Goal: a link verifies one address of one account once; comments that waited for it appear, and no others.
\i lib/fixture.sql
select plan(42);
create function t.link(p_token text, p_who text, p_address text, p_life interval default '1 hour', p_purpose text default 'verify') returns void language sql as $$
	insert into core.token (digest, purpose, account_id, address, made_at, expires_at)
	values (p_token::bytea, p_purpose, t.id(p_who), p_address, core.now(), core.now() + p_life)
$$;
create function t.post_unverified(p_who text, p_article text, p_name text, p_verify text, p_hits text default '[]') returns text language sql as $$
	select left(t.post(p_who, p_article, p_name, p_hits => p_hits, p_body => 'Words of ' || p_name), -1) || format(', %L)', p_verify)
$$;
create function t.mails(p_who text) returns bigint language sql as $$
	select count(*) from core.outbox where account_id = t.id(p_who) and (template, token_purpose) = ('verify', 'verify')
$$;
select core.article_make(t.id('article2'), 'default', 'article2', 'https://news.example/article2', 'Another') \gset
update core.account set email = username || '@x.example' where id in (t.id('ann'), t.id('bob'), t.id('cho'), t.id('dan'));

-- sign-up
select t.says(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h', %L, '\x01', 60, null, null, 'ko', true)$$, t.id('eve'), t.id('s1')), 'ok', 'sign-up');
select is(t.mails('eve'), 1::bigint, 'queues the mail that verifies the address');
select t.does(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h', %L, '\x01', 60, null, null, 'ko', true)$$, t.id('eve'), t.id('s1'))) \gset
select is(t.mails('eve'), 1::bigint, 'the same sign-up again queues no second one');
select is(t.body('account,language'), 'ko', 'the account has its language');
select t.says($$verify_mail('\x01')$$, 'ok', 'the mail is queued again on demand');
select is(t.mails('eve'), 2::bigint, 'as another mail');
select t.says($$verify_mail('\xff')$$, 'sign_in', 'for a session only');
select t.says($$verify_mail(t.token('mod'))$$, 'no_email', 'not for an account without an address');

-- before posting
select t.says(t.post_unverified('ann', 'article', 'p1', 'posting'), 'check_mail', 'posting needs a verified address');
select t.says(t.post_unverified('staff', 'article', 'p2', 'posting'), 'ok', 'staff needs none');
select t.says(t.post_unverified('ann', 'article', 'p3', 'nothing'), 'ok', 'nothing needs one by default');
select is(t.state('p3'), 'published', 'such a comment is published');

-- before showing
select t.does(t.post_unverified('ann', 'article', 'w1', 'showing')), t.does(t.post_unverified('ann', 'article2', 'w2', 'showing')),
	t.does(t.post_unverified('ann', 'article', 'w3', 'showing', t.hit('hold'))), t.does(t.post_unverified('ann', 'article', 'w4', 'showing', t.hit('flag'))) \gset
select is(string_agg(t.state(n), ' ' order by n), 'held held held held', 'a comment waits for the address') from unnest('{w1,w2,w3,w4}'::text[]) n;
select is((select array_agg(n.name order by n.name)::text from core.case_file f join t.name n on n.id = f.comment_id), '{w3,w4}', 'it has a case only if a rule wants one');
select is((select count(*) from core.notice where account_id = t.id('ann')), 1::bigint, 'the author gets a statement of reasons for the rule''s hold alone');
select t.says(format('mine(%L, %L, null, p_verify => ''showing'')', t.token('ann'), t.id('article')), 'ok', 'the overlay');
select is(t.body('restriction,kind'), 'unverified', 'says that comments wait');
select is(t.decide('mod', 'w2', 0, 'approve'), '200', 'a moderator approves a comment that waits');
select is(t.state('w2'), 'published', 'it is published');

-- the link
select t.link('\xa1', 'ann', 'ann@x.example'), t.link('\xa2', 'bob', 'bob@x.example', '0'), t.link('\xa3', 'cho', 'other@x.example'),
	t.link('\xa4', 'dan', 'dan@x.example', p_purpose => 'reset'), t.link('\xa5', 'ann', 'ann@x.example'), t.link('\xa6', 'cho', 'cho@x.example') \gset
select t.says($$link_get('\xa1', 'verify')$$, 'ok', 'a link can be looked at');
select t.says($$email_confirm('\xa1')$$, 'ok', 'and used after that');
select is(string_agg(t.state(n), ' ' order by n), 'published published held held', 'comments appear that waited for the address alone') from unnest('{w1,w2,w3,w4}'::text[]) n;
select is(t.body('articles')::jsonb ->> t.id('article')::text, t.article_version('article')::text, 'the reply has the new version of their article');
select t.says($$email_confirm('\xa1')$$, 'ok', 'the same link again succeeds');
select t.says($$link_get('\xa1', 'verify')$$, 'link_used', 'it is used');
select t.says($$email_confirm('\xa2')$$, 'link_expired', 'an old link is refused');
select t.says($$email_confirm('\xa3')$$, 'link_unknown', 'a link for another address than the account''s is refused');
select t.says($$email_confirm('\xa4')$$, 'link_unknown', 'a link of another purpose is refused');
select t.says($$email_confirm('\xff')$$, 'link_unknown', 'an unknown link is refused');
update core.account set email = 'ANN@x.example' where id = t.id('cho');
update core.token set address = 'ann@x.example' where digest = '\xa6';
select t.says($$email_confirm('\xa6')$$, 'email_taken', 'an address belongs to one account');
select is((select used_at from core.token where digest = '\xa6'), null, 'that link stays usable');
update core.account set email = 'ann2@x.example' where id = t.id('ann');
select t.says($$email_confirm('\xa6')$$, 'ok', 'until the address is free');
select t.says($$verify_mail(t.token('ann'))$$, 'verified', 'a verified address gets no mail');

-- comments whose author's address is never verified
update core.account set email_verified = false where id = t.id('dan');
select t.does(t.post_unverified('dan', 'article', 'e1', 'showing')), t.does(t.post_unverified('dan', 'article', 'e2', 'showing', t.hit('hold'))),
	t.does(t.post_unverified('bob', 'article', 'e3', 'nothing')) \gset
create function t.expired() returns text language sql as $$ select body ->> 'unverified' from api_1.sweep(100, 15000000, 15000000, 600000, 100000, null, '{"unverified": 604800}') $$;
create function t.states() returns text language sql as $$ select string_agg(x.name || ' ' || c.state, ', ' order by x.name) from core.comment c join t.name x on x.id = c.id where x.name in ('e1', 'e2', 'e3') $$;
select t.later('6 days') \gset
select is(t.expired(), '0', 'a comment waits for the address');
select t.later('8 days') \gset
select is(t.expired(), '1', 'not for ever');
select is(t.states(), 'e1 rejected, e2 held, e3 published', 'it is rejected; one with a case is left to the moderators');
select is((select row(kind, body ->> 'automated', body ->> 'rule')::text from core.notice where comment_id = t.id('e1')), '(rejected,true,unverified)', 'its author gets the reason');
select is((select count(*) from core.outbox where notice_id is not null and account_id = t.id('dan')), 0::bigint, 'by no mail to the unverified address');
select is((select count(*) from core.audit where action = 'address_expired' and object_id = t.id('e1')), 1::bigint, 'it is audited');
select is(t.expired(), '0', 'once');
update core.account set email = 'dan8@x.example' where id = t.id('dan');
select t.link('\xd8', 'dan', 'dan8@x.example') \gset
select t.says($$email_confirm('\xd8')$$, 'ok', 'the address is verified at last');
select is(t.states(), 'e1 rejected, e2 held, e3 published', 'that publishes no expired comment');
select * from finish();
