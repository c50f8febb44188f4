-- SPDX-License-Identifier: Apache-2.0
-- Goal: the site of an act and the roles of all sites decide who may act against an account. A ban on a site ends
-- every desk function there, also for a role of all sites. Roles, sign-ins and networks of another site stay hidden.
\i lib/fixture.sql
select plan(68);
select core.site_make(t.id('b'), 'b', 'B', '{}') \gset
select core.article_make(t.id('article-b'), 'b', 'b', 'https://b.example/b', 'B') \gset
do $$ begin
	perform t.person(n) from unnest('{admin-a,admin-a2,mod-a,staff-a,auditor-a,admin-b,mod-b,admin-x,visitor}'::text[]) n;
	perform t.role_put(t.id(n), r, s, null, core.new_id()) from (values ('admin-a', 'admin', t.id('site')), ('admin-a2', 'admin', t.id('site')),
		('mod-a', 'moderator', t.id('site')), ('staff-a', 'staff', t.id('site')), ('auditor-a', 'auditor', t.id('site')), ('admin-b', 'admin', t.id('b')),
		('mod-b', 'moderator', t.id('b')), ('admin-x', 'admin', t.id('site')), ('admin-x', 'moderator', null)) x (n, r, s);
	perform t.person('admin2', 'admin'), t.person('eve');
end $$;

-- Sanctions: who on which site (all: of all sites) may act against whom.
create function t.mutes(p_who text, p_whom text, p_site text) returns text language plpgsql as $$
declare
	v record;
begin
	select * into v from api_1.sanction_add(t.token(p_who), t.id(p_whom), core.new_id(), 'mute', null, 'spam', null, null, p_site, null, null, null, null);
	return v.outcome;
end $$;
select is(t.mutes(who, whom, site), outcome, format('%s mutes %s on %s: %s', who, whom, coalesce(site, 'all sites'), outcome)) from (values
	('admin', 'admin-a', 'default', 'ok'), ('admin', 'admin-a', 'b', 'ok'), ('admin', 'admin-a', null, 'ok'),
	('admin', 'admin2', 'default', 'forbidden'), ('admin', 'admin2', null, 'forbidden'), ('admin', 'mod', null, 'ok'), ('admin', 'admin-x', null, 'ok'),
	('admin-a', 'admin-a2', 'default', 'forbidden'), ('admin-a', 'admin', 'default', 'forbidden'), ('admin-a', 'admin-b', 'default', 'ok'),
	('admin-a', 'mod', 'default', 'ok'), ('admin-a', 'mod-a', 'default', 'ok'), ('admin-a', 'ann', 'b', 'not_found'), ('admin-a', 'admin-a', 'default', 'forbidden'),
	('admin-b', 'admin-a', 'b', 'ok'), ('admin-b', 'admin-a', 'default', 'not_found'), ('admin-b', 'mod', 'b', 'ok'), ('admin-b', 'admin-x', 'b', 'ok'),
	('mod', 'admin-a', 'default', 'forbidden'), ('mod', 'admin-a', 'b', 'ok'), ('mod', 'admin-a', null, 'forbidden'), ('mod', 'mod-a', 'b', 'ok'),
	('mod', 'mod-a', 'default', 'forbidden'), ('mod', 'staff-a', null, 'ok'), ('mod', 'ann', null, 'ok'), ('mod', 'mod2', 'b', 'forbidden'),
	('mod-a', 'staff-a', 'default', 'ok'), ('mod-a', 'auditor-a', 'default', 'ok'), ('mod-a', 'admin-b', 'default', 'ok'), ('mod-a', 'mod', 'default', 'forbidden'),
	('admin-x', 'ann', null, 'ok'), ('admin-x', 'admin-a', 'default', 'forbidden'), ('admin-x', 'admin-b', null, 'forbidden'),
	('auditor-a', 'ann', 'default', 'forbidden'), ('staff-a', 'ann', 'default', 'forbidden')) x (who, whom, site, outcome);
insert into core.sanction (id, account_id, site_id, kind, reason, made_by) values (t.id('s'), t.id('admin-a2'), t.id('site'), 'mute', 'spam', t.id('admin'));
select t.says(format($$sanction_lift(t.token('mod'), %L, %L, core.new_id())$$, t.id('admin-a2'), t.id('s')), 'forbidden', 'a moderator cannot lift a sanction that they could not impose');
select t.says(format($$sanction_lift(t.token('admin'), %L, %L, core.new_id())$$, t.id('admin-a2'), t.id('s')), 'ok', 'an admin lifts a sanction that they could impose');

-- A role of all sites and a ban on one.
insert into core.sanction (id, account_id, site_id, kind, reason, made_by) values (core.new_id(), t.id('mod2'), t.id('site'), 'ban', 'abuse', t.id('admin')),
	(core.new_id(), t.id('admin2'), t.id('site'), 'ban', 'abuse', t.id('admin'));
select is(core.sites_moderated(t.id('mod2'), 3), array[t.id('b')], 'a moderator of all sites with a ban on one moderates the other sites');
select is(core.sites_moderated(t.id('admin'), 3), null, 'an admin without a ban moderates all sites');
select is(core.sites_moderated(t.id('admin2'), 2, 'audit'), array[t.id('b')], 'an admin with a ban on one site audits the other sites');
insert into core.sanction (id, account_id, site_id, kind, reason, made_by, until) values (core.new_id(), t.id('mod'), t.id('b'), 'ban', 'abuse', t.id('admin'), core.now() - interval '1 second'),
	(core.new_id(), t.id('mod'), t.id('b'), 'mute', 'abuse', t.id('admin'), 'infinity');
select is(core.sites_moderated(t.id('mod'), 3), null, 'neither an expired ban nor a mute takes a site away');
insert into core.sanction (id, account_id, site_id, kind, reason, made_by) values (core.new_id(), t.id('mod2'), t.id('b'), 'ban', 'abuse', t.id('admin'));
select t.says($$case_list(t.token('mod2'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'forbidden', 'a moderator with a ban on each site has no desk');
update core.sanction set lifted_at = core.now() where account_id = t.id('mod2') and site_id = t.id('b');
do $$ begin
	perform t.does(t.post('eve', 'article', 'c1', p_hits => t.hit('flag')));
	perform t.does(t.post('eve', 'article-b', 'c2'));
	perform t.does(t.report('bob', 'article-b', 'c2', 'r2'));
	perform t.does(format('job_make(t.token(''admin''), %L, ''{"state":"held"}'', ''approve'', null, null)', t.id('job')));
	update core.job set made_by = t.id('mod2'), sites = array[t.id('site')] where id = t.id('job');
	perform t.does(t.report('bob', 'article', 'c1', 'r1'));
	update core.case_file set claimed_by = t.id('mod2'), claimed_until = core.now() + interval '1 hour' where comment_id = t.id('c1');
end $$;
select t.says($$case_list(t.token('mod2'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator with a ban on one of two sites has a desk');
select is((t.json() #>> '{cases,0,case}') || (t.json() #>> '{counts,all}') || (t.json() #>> '{counts,mine}'), t.id('c2') || '10', 'the desk has the other site''s cases and no claims on the banning site');
select t.says(format($$claim_next(t.token('mod2'), '%s', null, 10, 600)$$, v), 'ok', v) from unnest('{mine,all}'::text[]) v;
select is(t.body('cases,0,case') || json_array_length(t.json() -> 'cases'), t.id('c2') || '1', 'a claim gives no case of the banning site');
select is(t.decide('mod2', 'c1', 1, 'approve'), '404', 'a case of the banning site is not found for a decision');
select t.says(format($$job_get(t.token('mod2'), %L)$$, t.id('job')), 'not_found', 'an own job of the banning site is not found');
select t.says(format($$job_move(t.token('mod2'), %L, 'start', core.new_id())$$, t.id('job')), 'not_found', 'an own job of the banning site cannot be started');
select t.says(format($$account_note(t.token('mod2'), %L, core.new_id(), 'x', 'default')$$, t.id('ann')), 'forbidden', 'a note on the banning site is refused');
select is(t.mutes('mod2', 'ann', 'default') || ' ' || t.mutes('mod2', 'ann', null) || ' ' || t.mutes('mod2', 'ann', 'b'), 'forbidden ok ok', 'a sanction on the banning site is refused');
select is((select site_id from core.sanction where made_by = t.id('mod2') order by id limit 1), t.id('b'), 'a sanction for all sites is limited to the remaining site');

-- Roles and sign-ins.
select t.says(format($$account_profile(%L)$$, t.id('admin-a')), 'ok', 'a profile is found');
select is(t.body('role'), 'reader', 'a profile hides a role of one site among several');
select t.says(format($$role_set(t.token('admin-b'), %L, 'staff', 'b', core.new_id())$$, t.id('admin')), 'forbidden', 'an admin of one site gives an admin of all sites no role');
do $$ begin
	perform t.does(format('session_open(%L, %L, null, core.new_id(), sha256(%L), 60, null, null)', t.id(n), 'hash of ' || n, n)) from unnest('{admin,mod-b,visitor,admin-x}'::text[]) n;
	perform t.does(format('role_set(t.token(''admin-b''), %L, ''staff'', ''b'', core.new_id())', t.id('visitor')));
	perform t.does(format('role_answer(sha256(''visitor''), %L, true, core.new_id())', (select o.id from core.role_offer o where o.account_id = t.id('visitor'))));
	perform t.does(format('sign_in_failed(%L, ''x'')', t.id(n))) from unnest('{admin,visitor}'::text[]) n;
end $$;
create function t.signs(p_who text) returns text language plpgsql as $$
begin
	perform t.does(format('audit_log(t.token(%L), null, null, null, null, null, 100, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', p_who));
	return (select string_agg(distinct (e ->> 'action') || ' ' || (e #>> '{actor,username}') || ' ' || coalesce(e #>> '{codes,role}', ''), ', '
			order by (e ->> 'action') || ' ' || (e #>> '{actor,username}') || ' ' || coalesce(e #>> '{codes,role}', '')) filter (where e ->> 'action' like 'sign_in%')
		from (select json_array_elements((api_1.audit_log(t.token(p_who), null, null, null, null, null, 100, 'ffffffff-ffff-ffff-ffff-ffffffffffff')).body -> 'entries') e) x);
end $$;
select is(t.signs('admin-b'), 'sign_in mod-b , sign_in_failed visitor ', 'an admin of one site reads sign-ins of that site''s staff only, since their role, without other roles');
select is(t.signs('auditor-a'), 'sign_in admin-x ', 'an auditor of one site reads sign-ins of that site''s staff, up to its admins');
select is(t.signs('admin'), 'sign_in admin admin, sign_in admin-x admin, sign_in mod-b moderator, sign_in_failed admin , sign_in_failed visitor ', 'an admin of all sites reads all sign-ins');
select is((select count(*) from core.sites_moderated(t.id('admin2'), 2, 'audit') s, unnest(s) u where u = t.id('site')), 0::bigint, 'an admin with a ban on a site reads no audit of it');

-- Networks.
update core.site set settings = '{"related_days": 30}';
insert into core.session (id, account_id, token, network, expires_at)
select core.new_id(), t.id(n), sha256(convert_to('net' || n, 'UTF8')), 'same', core.now() + interval '1 day' from unnest('{eve,dan,cho,bob}'::text[]) n;
do $$ begin
	perform t.does(t.post('cho', 'article', 'c3'));
	perform t.does(t.post('dan', 'article-b', 'c4'));
end $$;
create function t.related(p_who text) returns text language sql as $$
	select string_agg(r ->> 'username', ' ' order by r ->> 'username') from (select json_array_elements((api_1.moderated_account(t.token(p_who), t.id('eve'))).body -> 'related') r) x
$$;
select is(t.related('mod-b'), 'dan', 'related accounts of one site are those that wrote or were sanctioned there');
select is(t.related('admin-a'), 'cho', 'another site has its own related accounts');
select is(t.related('auditor'), 'bob cho dan', 'an auditor of all sites sees all related accounts');

-- Hidden articles.
select core.api_token_make(t.id('token'), (select id from core.site where key = 'default'), 'cms', '{articles:create}', 365, '\x99', null, core.new_id()) \gset
update core.article set state = 'hidden' where id = t.id('article');
create function t.creates(p_who bytea, p_key text, p_url text) returns text language sql as $$
	select outcome || ' ' || coalesce(body ->> 'id', '') from api_1.article_create(p_who, core.new_id(), 'default', p_key, p_url, 'T')
$$;
select is(t.creates(x.who, 'article', 'https://news.example/new'), 'not_found ', x.name || ' learns nothing by its key') from (values (t.token('staff-a'), 'staff'), ('\x99', 'an API token')) x (who, name);
select is(t.creates(x.who, 'another', 'https://news.example/article'), 'url_taken ', x.name || ' learns nothing by its address') from (values (t.token('staff-a'), 'staff'), ('\x99', 'an API token')) x (who, name);
select is(t.creates(t.token('mod-a'), 'article', 'https://news.example/new'), 'again ' || t.id('article'), 'a moderator finds a hidden article by its key');
select * from finish();
