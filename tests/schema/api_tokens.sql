-- SPDX-License-Identifier: Apache-2.0
-- Goal: an API token opens exactly the functions of its scopes, on its site alone, until it ends; its use is seen; tokens that were
-- made before tokens had scopes keep working.
\i lib/fixture.sql
select plan(54);

select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
create function t.made(p_name text, p_scopes text[], p_site text default 'default') returns void language sql as $$
	select core.api_token_make(t.id(p_name), (select id from core.site where key = p_site), p_name, p_scopes, 365, t.token(p_name), null, core.new_id())
$$;
select t.made('creates', '{articles:create}'), t.made('changes', '{articles:change}'), t.made('reads', '{moderation:read}'),
	t.made('reports', '{transparency:read}'), t.made('audits', '{audit:read}'), t.made('elsewhere', '{articles:change,moderation:read,transparency:read,audit:read}', 'second') \gset
select t.does(format($$article_create(t.token('creates'), %L, null, 'k', 'https://news.example/k', 'K')$$, t.id('a'))) \gset

-- scopes
create function t.calls(p_who text) returns table (name text, outcome text) language plpgsql as $$
begin
	return query select 'change', g.outcome from api_1.article_patch(t.token(p_who), t.id('a'), null, null, null, 5, null, null) g;
	return query select 'cases', g.outcome from api_1.case_list(t.token(p_who), null, null, 10, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff') g;
	return query select 'decisions', g.outcome from api_1.decision_log(t.token(p_who), null, null, null, null, null, 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff') g;
	return query select 'transparency', g.outcome from api_1.transparency(t.token(p_who), null, null, false, 10, null, null) g;
	return query select 'audit', g.outcome from api_1.audit_log(t.token(p_who), null, null, null, null, null, 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff') g;
	return query select 'create', g.outcome from api_1.article_create(t.token(p_who), core.new_id(), null, 'k', 'https://news.example/k', 'K') g;
end $$;
create function t.opened(p_who text) returns text language sql as $$ select string_agg(c.name, ' ' order by c.name) from t.calls(p_who) c where c.outcome in ('ok', 'again') $$;
create function t.refused(p_who text) returns text language sql as $$ select string_agg(distinct c.outcome, ' ') from t.calls(p_who) c where c.outcome not in ('ok', 'again') $$;
select is(t.opened(x.who), x.opens, x.who || ' opens ' || x.opens)
from (values ('creates', 'create'), ('changes', 'change'), ('reads', 'cases decisions'), ('reports', 'transparency'), ('audits', 'audit')) x (who, opens);
select is(t.refused(x.who), 'scope', x.who || ' lacks a scope for all else') from (values ('creates'), ('changes'), ('reads'), ('reports'), ('audits')) x (who);
select t.says($$case_list(t.token('creates'), null, null, 10, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'scope', 'a call beyond the scopes is refused');
select is(t.body('scope'), 'moderation:read', 'the refusal names the scope');
select t.says($$settings_get(t.token('reads'), null, null)$$, 'sign_in', 'a function that no scope opens knows no token');

-- one site
select t.says(format($$article_patch(t.token('elsewhere'), %L, 'closed', null, null, null, null, null)$$, t.id('a')), 'not_found', 'a token does not change an article of another site');
select t.says($$case_list(t.token('elsewhere'), null, null, 10, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'default')$$, 'not_found', 'a token does not read cases of another site');
select t.says($$transparency(t.token('elsewhere'), null, null, false, 10, null, 'default')$$, 'not_found', 'a token does not read figures of another site');
select t.says($$audit_log(t.token('elsewhere'), null, null, null, null, null, 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a token reads the audit of its own site');
select is((select count(*) from json_array_elements(t.body('entries')::json) e where e ->> 'site' <> 'second'), 0::bigint, 'which has no entry of another site');

-- the actor
select is((select array_agg(distinct actor_id) from core.audit where object_id = t.id('a') and action = 'article'), array[t.id('changes')], 'the audit has the token as the actor of a change');

-- use
select t.does($$sessions_used(array[t.token('reads')], 1000, 1000, 1000, 1000, 60)$$) \gset
select is((select last_used_at from core.api_token where id = t.id('reads')), date_trunc('minute', core.now()), 'the last use is known to the minute');
select is((select count(*) from core.api_token where last_used_at is not null), 1::bigint, 'no other token counts as used');
update core.api_token set last_used_at = core.now() - interval '30 seconds' where id = t.id('reads') returning last_used_at as before \gset
select t.does($$sessions_used(array[t.token('reads')], 1000, 1000, 1000, 1000, 60)$$) \gset
select is((select last_used_at from core.api_token where id = t.id('reads')), :'before'::timestamptz, 'a use soon after is not written');

-- the end
select core.api_token_end(t.id('reads'), null, core.new_id()), core.api_token_end(t.id('reads'), null, core.new_id()) \gset
update core.api_token set expires_at = core.now() where id = t.id('reports');
select is(t.refused('reads'), 'token_ended', 'an ended token opens nothing');
select is(t.refused('reports'), 'token_expired', 'an expired token opens nothing');
select is((select outcome from api_1.session_account(t.token('reads'))), 'token_ended', 'the limits know that a token ended');
select is((select count(*) from core.audit where action = 'site_token_revoke' and object_id = t.id('reads')), 1::bigint, 'the end is audited once');
select t.does($$sessions_used(array[t.token('reports')], 1000, 1000, 1000, 1000, 0)$$) \gset
select is((select last_used_at from core.api_token where id = t.id('reports')), null, 'an expired token is not used');

-- tokens from before
update core.api_token set expires_at = null where id = t.id('creates');
select is(t.opened('creates'), 'create', 'a token without an end works');

-- at the desk: a site's admins without a limit
create function t.makes(p_who text, p_entry uuid, p_name text default 'new', p_key uuid default null, p_digest bytea default null) returns text language sql as $$
	select outcome from api_1.api_token_make(t.token(p_who), 'second', p_name, 'articles:create audit:read', 30, sha256(convert_to(p_entry::text, 'UTF8')), p_entry, p_key, p_digest)
$$;
insert into core.role (account_id, site_id, role, granted_by, granted_at) select t.id('ann'), t.id('site2'), 'admin', t.id('admin'), core.now();
select is(t.makes('ann', t.id('n1')), 'ok', 'an admin of the site makes a token');
select is(t.makes('ann', t.id('n1')), 'ok', 'the same write again succeeds');
select is((select array_agg(scopes::text || coalesce(made_by, t.id('nobody'))) from core.api_token where id = t.id('n1')), array['{articles:create,audit:read}' || t.id('ann')], 'the token has its scopes and its maker');
select is((select outcome from api_1.api_token_make(t.token('ann'), 'second', 'new', 'audit:read', 30, 'other', t.id('n1'), null, null)), 'again', 'another token for the same write is not shown');
select is(t.makes(x.who, core.new_id()), x.gets, x.who || ' gets ' || x.gets) from (values ('mod', 'forbidden'), ('auditor', 'forbidden'), ('bob', 'forbidden'), ('nobody', 'sign_in'), ('creates', 'sign_in')) x (who, gets);
select is((select outcome from api_1.api_token_make(t.token('ann'), 'default', 'new', 'audit:read', 30, 'other', core.new_id(), null, null)), 'not_found', 'an admin of one site makes no token of another');
select is((select outcome from api_1.api_token_make(t.token('ann'), null, 'new', 'audit:read', 30, 'other', core.new_id(), null, null)), 'not_found', 'a token belongs to a site');
update core.role set permissions = '{staff,articles,audit}' where account_id = t.id('ann');
select is(t.makes('ann', core.new_id()), 'forbidden', 'an admin with a limit makes none');
select t.says($$connections(t.token('ann'), 'second', false)$$, 'ok', 'but sees the list, with the area staff');
select is(t.body('may') || json_array_length(t.body('tokens')::json), 'false2', 'of all tokens, without the right to change them');
update core.role set permissions = null where account_id = t.id('ann');
select is(t.makes('ann', t.id('n2'), 'k', t.id('key'), 'd'), 'ok', 'a token with a key');
select is(t.makes('ann', t.id('n3'), 'k', t.id('key'), 'd'), 'again', 'the same key makes no second one');
select is(t.makes('ann', t.id('n3'), 'k', t.id('key'), 'e'), 'key_reused', 'nor does it with another content');
select t.says(format($$api_token_end(t.token('admin'), 'second', %L, %L)$$, t.id('n2'), core.new_id()), 'ok', 'an admin of all sites ends it');
select t.says(format($$api_token_end(t.token('ann'), 'second', %L, %L)$$, t.id('n2'), core.new_id()), 'ok', 'ending it again succeeds');
select t.says(format($$api_token_end(t.token('ann'), 'second', %L, %L)$$, t.id('creates'), core.new_id()), 'not_found', 'a token of another site is not found');
select t.says(format($$api_token_end(t.token('mod'), 'second', %L, %L)$$, t.id('n1'), core.new_id()), 'forbidden', 'a moderator ends none');
select t.says($$connections(t.token('mod'), 'second', false)$$, 'forbidden', 'a moderator does not see the list');
select t.says($$connections(t.token('ann'), 'default', false)$$, 'not_found', 'the list of another site is not found');
select t.says($$connections(t.token('creates'), 'default', false)$$, 'sign_in', 'a token does not see the list');
select is((select array_agg(distinct actor_id) from core.audit where object_id in (t.id('n1'), t.id('n2')) and action = 'site_token'), array[t.id('ann')], 'the audit has the admin who made it');
insert into core.api_token (id, site_id, name, token, scopes) select core.new_id(), t.id('site2'), 'many', sha256(n::text::bytea), '{audit:read}' from generate_series(1, 50) n;
select is(t.makes('ann', core.new_id()), 'tokens_max', 'a site has at most 50 valid tokens');
select * from finish();
