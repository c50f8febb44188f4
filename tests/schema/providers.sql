-- SPDX-License-Identifier: Apache-2.0
-- Goal: the functions by which admins change providers return every outcome that they list, and the audit names the admin.
\i lib/fixture.sql
select plan(17);

select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
insert into core.role (account_id, site_id, role, granted_by, granted_at) select t.id('ann'), t.id('site2'), 'admin', t.id('admin'), core.now();
create function t.sets(p_who text, p_more jsonb default '{}', p_site text default 'second', p_name text default 'one', p_keys text default '{"keys":[{"kty":"oct","k":"AAAA"}]}') returns text language sql as $$
	select outcome from api_1.provider_set(t.token(p_who), p_site, p_name, jsonb_build_object('title', 'T', 'issuer', 'https://one.example', 'audience', 'talk', 'algorithms', array['HS256']) || p_more, p_keys, core.new_id())
$$;
select is(t.sets('ann', p_keys => null), 'provider_incomplete', 'a new provider needs keys');
select is(t.sets('ann'), 'ok', 'an admin of the site connects a provider');
select is(t.sets('ann', '{"title": "Other"}', p_keys => null), 'ok', 'a change without keys');
select is((select count(*) from core.audit where action = 'provider' and actor_id = t.id('ann')), 2::bigint, 'each is audited with the admin');
select is(t.sets(x.who), x.gets, x.who || ' gets ' || x.gets) from (values ('mod', 'forbidden'), ('auditor', 'forbidden'), ('nobody', 'sign_in')) x (who, gets);
select is(t.sets('ann', p_site => 'default'), 'not_found', 'another site is not found');
select is(t.sets('ann', p_name => 'two'), 'provider_taken', 'issuer and audience belong to one provider');
select is(t.sets('ann', '{"roles": {"x": "admin"}}'), 'provider_beyond', 'an admin of one site gives no role of an admin');
select is(t.sets('admin', '{"roles": {"x": "admin"}}'), 'ok', 'an admin of all sites does');
update core.session set proved_at = core.now() - interval '1 hour' where account_id = t.id('ann');
select is(t.sets('ann'), 'confirm', 'a change needs a fresh proof');
select t.says(format($$provider_remove(t.token('ann'), 'second', 'one', %L)$$, core.new_id()), 'confirm', 'so does the removal');
select t.says($$connections(t.token('ann'), 'second', true)$$, 'confirm', 'so does the page of a form');
select t.says($$connections(t.token('ann'), 'second', false)$$, 'ok', 'the list does not');
select t.says(format($$provider_remove(t.token('admin'), 'second', 'one', %L)$$, core.new_id()), 'ok', 'a provider is removed');
select t.says(format($$provider_remove(t.token('admin'), 'second', 'one', %L)$$, core.new_id()), 'not_found', 'and then there is none');
select * from finish();
