-- SPDX-License-Identifier: Apache-2.0
-- Goal: names, addresses and invitations follow their rules, also when a call is repeated.
\i lib/fixture.sql
select plan(38);
create function t.change(p_who text, p_name text default null, p_email text default null, p_hash text default null, p_wait int default 60, p_id uuid default core.new_id()) returns text language sql as $$
	select format('account_change(%L, %L, %L, %L, %s, %L, %L, true, null, null, null)', t.token(p_who), p_id, p_name, lower(p_name), p_wait, p_hash, p_email)
$$;
create function t.link(p_token text, p_who text, p_purpose text, p_address text) returns void language sql as $$
	insert into core.token (digest, purpose, account_id, address, made_at, expires_at)
	values (p_token::bytea, p_purpose, t.id(p_who), p_address, core.now(), core.now() + interval '1 hour')
$$;
update core.account set email = username || '@x.example', email_verified = true where id in (t.id('ann'), t.id('bob'));

-- names
select t.says(t.change('ann', 'Anna', p_id => t.id('n1')), 'ok', 'an account takes another name');
select t.says(t.change('ann', 'Anna', p_id => t.id('n1')), 'ok', 'the same change again succeeds');
select is((select string_agg(username, ' ') from core.account_name where account_id = t.id('ann')), 'ann', 'its former name is kept once');
select t.says(t.change('ann', 'Annie'), 'name_wait', 'the next change has to wait');
select is(t.body('wait'), '60', 'the reply says how long');
select t.says(t.change('bob', 'ANN'), 'username_taken', 'a former name is not free for others');
select is(core.account_make(core.new_id(), 'ann', 'ann', null, 'h', 'reader'), 'username_taken', 'not for the operator either');
select t.later('61 s');
select t.says(t.change('ann', 'ann'), 'ok', 'its owner takes it back');
select t.says(t.change('\xff', 'x'), 'sign_in', 'a change needs a session');
select t.later('0');

-- addresses
select t.says(t.change('bob', p_email => 'new@x.example', p_hash => 'another hash'), 'conflict', 'an address needs the present password');
select t.says(t.change('bob', p_email => 'new@x.example', p_hash => 'hash of bob'), 'ok', 'with it the change begins');
select t.says(t.change('bob', p_email => 'new@x.example', p_hash => 'hash of bob'), 'ok', 'the same change again succeeds');
select is((select string_agg(template || ' ' || address, ', ' order by template) from core.outbox where account_id = t.id('bob')), 'email_new new@x.example, email_old bob@x.example', 'each address gets one mail');
select t.link('\xb1', 'bob', 'email_new', 'new@x.example'), t.link('\xb2', 'bob', 'email_old', 'bob@x.example'), t.link('\xb3', 'bob', 'email_new', 'old@x.example') \gset
select t.says($$email_confirm('\xb3')$$, 'link_unknown', 'a link for another address than that of the change is refused');
select t.says($$email_confirm('\xb2')$$, 'ok', 'the former address approves');
select is(t.body('waits_for') || ' ' || t.body('email'), 'new bob@x.example', 'the change waits for the new one');
select t.says($$email_confirm('\xb1')$$, 'ok', 'the new address confirms');
select is((select email from core.account where id = t.id('bob')), 'new@x.example', 'the account has the new address');
select t.says($$email_confirm('\xb1')$$, 'link_unknown', 'the change is over');

-- invitations
select is(core.account_invite(t.id('inv'), 'Inv', 'inv', 'inv@x.example', 'moderator'), 'ok', 'an operator invites somebody');
select is((select string_agg(template || ' ' || token_purpose, ', ') from core.outbox where account_id = t.id('inv')), 'invite invite', 'one mail goes out');
select t.link('\xc1', 'inv', 'invite', 'inv@x.example') \gset
select t.says($$password_reset('\xc1', 'hash of inv')$$, 'ok', 'the link sets the password');
select t.says($$password_reset('\xc1', 'hash of inv')$$, 'ok', 'the same call again succeeds');
select t.says($$password_reset('\xc1', 'another hash')$$, 'link_used', 'another call with that link is refused');
select is((select role from core.role where account_id = t.id('inv')), 'moderator', 'the role holds');
select is(core.account_invite(core.new_id(), 'Inv', 'inv', 'inv@x.example', 'moderator'), 'username_taken', 'an account with a password is not invited again');
-- an operator gives an account another address
update core.account set email = 'bob@x.example', email_verified = true where id = t.id('bob');
insert into core.email_change (account_id, address, former, at) values (t.id('bob'), 'theirs@x.example', 'bob@x.example', core.now()) on conflict (account_id) do nothing;
select t.link('\xe1', 'bob', 'reset', 'bob@x.example') \gset
delete from core.outbox;
select is(core.account_email('nobody', 'new@x.example') || ' ' || core.account_email('bob', 'BOB@x.example'), 'not_found same_email', 'an unknown account, or the same address, changes nothing');
select is(core.account_email('bob', (select email from core.account where email_verified and id <> t.id('bob') limit 1)), 'email_taken', 'an address belongs to one account');
select is((select count(*) from core.outbox), 0::bigint, 'none of these sends a mail');
select is(core.account_email('bob', 'bob.new@x.example'), 'ok', 'an operator gives an account another address');
select is((select row(email, email_verified)::text from core.account where id = t.id('bob')), '(bob.new@x.example,t)', 'it counts as verified');
select is((select string_agg(template || ' ' || address || ' ' || (data ->> 'address'), ', ' order by address) from core.outbox where account_id = t.id('bob')), 'email_set bob.new@x.example bob.new@x.example, email_set bob@x.example bob.new@x.example', 'both addresses get a mail');
select is((select count(*) from core.session where account_id = t.id('bob')) + (select count(*) from core.email_change where account_id = t.id('bob')), 0::bigint, 'sessions and a waiting change end');
select t.says($$password_reset('\xe1', 'h')$$, 'link_used', 'a link that went to the former address is void');
select is((select row(a.actor_id is null, p.payload)::text from core.audit a join core.audit_private p on p.entry = a.id where a.object_id = t.id('bob') and a.action = 'email'), '(t,"{""before"" : ""bob@x.example"", ""after"" : ""bob.new@x.example""}")', 'it is audited, with both addresses in the private part');

select t.does(t.post('ann', 'article', 'named', null)) \gset
update core.comment set author_name = 'ann';
insert into core.account_name (id, account_id, username, skeleton, changed_at) values (core.new_id(), t.id('ann'), 'a name under no comment', 'anameundernocomment', core.now());
select t.later('366 days');
select t.does('sweep(100, 1, 1)') \gset
select is((select string_agg(username, ', ') from core.account_name where account_id = t.id('ann')), 'ann', 'after a year a former name is deleted, unless a comment stands under it');
delete from core.comment_revision; delete from core.signal; delete from core.comment;
select t.later('730 days');
select t.does('sweep(100, 1, 1)') \gset
select is((select string_agg(username, ', ') from core.account_name where account_id = t.id('ann')), 'ann', 'it is looked at again after another year');
select t.later('732 days');
select t.does('sweep(100, 1, 1)') \gset
select is((select count(*) from core.account_name), 0::bigint, 'without a comment it is deleted then');
select * from finish();
