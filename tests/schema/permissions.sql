-- SPDX-License-Identifier: Apache-2.0
-- Goal: a role limited to some areas acts in those alone, on its site alone. An admin gives what they have, below their rank.
\i lib/fixture.sql
select plan(44);
select core.site_make(t.id('b'), 'b', 'B', '{}') \gset
do $$ begin
	perform t.person(n) from unnest('{boss,part,hand,both,none,eye,visitor,peer}'::text[]) n;
	perform t.role_put(t.id(n), r, s, null, core.new_id(), p) from (values ('boss', 'admin', t.id('site'), null),
		('part', 'admin', t.id('site'), '{cases,staff}'), ('hand', 'moderator', t.id('site'), '{cases}'::text[]), ('none', 'moderator', t.id('site'), '{}'),
		('both', 'moderator', null, '{cases}'), ('both', 'moderator', t.id('b'), null), ('eye', 'auditor', t.id('site'), '{}'), ('peer', 'admin', t.id('site'), null)) x (n, r, s, p);
end $$;

-- Where a role acts.
select is(core.sites_moderated(t.id('hand'), 3, 'cases'), array[t.id('site')], 'a limited moderator acts in its area on its site');
select is(core.sites_moderated(t.id('hand'), 3, p), '{}', 'and not in ' || p) from unnest('{sanctions,appeals,jobs,articles,rules}'::text[]) p;
select is(core.sites_moderated(t.id('hand'), 3), '{}', 'an act that names no area is denied to a limited role');
select is(core.sites_moderated(t.id('boss'), 3), array[t.id('site')], 'and permitted to one without a limit');
select is(core.sites_moderated(t.id('none'), 2), array[t.id('site')], 'a role without areas reads the desk');
select is(core.sites_moderated(t.id('both'), 3, 'sanctions'), array[t.id('b')], 'of two roles the one that has the area counts, on its site');
select is(core.sites_moderated(t.id('both'), 3, 'cases'), null, 'the other one counts on all sites');
select is(core.sites_moderated(t.id('eye'), 2, 'audit'), '{}', 'an auditor without the area audit does not read the audit');
select is(core.may(t.id('part'), t.id('site'), 4, 'settings'), false, 'a limited admin may not change settings');
select is(core.may(t.id('part'), t.id('site'), 4, 'staff'), true, 'but may give roles with the area staff');
select is(core.permissions(t.id('both'), t.id('b')), core.role_permissions('moderator'), 'on a site the areas of all roles there count together');
select is(core.permissions(t.id('both'), null), '{cases}', 'for all sites only roles on all sites count');
select throws_ok($$insert into core.role (account_id, role, permissions) values (t.id('visitor'), 'moderator', '{everything}')$$, '23514', null, 'an unknown area is refused');
select is(core.permissions_kept('moderator', 'settings cases'), '{cases}', 'an area that the role does not have is dropped');
select is(core.permissions_kept('moderator', null), null, 'no limit stays none');
select is(core.permissions_kept('moderator', 'rules cases jobs appeals sanctions articles staff'), null, 'all areas of a role are no limit');

-- Who gives what to whom, who signs in again if the role ended their session.
create function t.gives(p_who text, p_whom text, p_role text, p_site text, p_permissions text) returns text language plpgsql as $$
declare
	v_outcome constant text := (select v.outcome from api_1.role_set(t.token(p_who), t.id(p_whom), p_role, p_site, core.new_id(), null, null, p_permissions) v);
begin
	perform t.signs_in(p_whom) where not exists (select from core.session s where s.account_id = t.id(p_whom));
	return v_outcome;
end $$;
select is(t.gives(who, whom, role, site, areas), outcome, format('%s gives %s %s with %s on %s: %s', who, whom, role, coalesce(areas, 'all areas'), coalesce(site, 'all sites'), outcome))
from (values ('part', 'visitor', 'moderator', 'default', 'cases', 'ok'), ('part', 'visitor', 'moderator', 'default', null, 'forbidden'),
	('part', 'visitor', 'moderator', 'default', 'sanctions', 'forbidden'), ('part', 'visitor', 'moderator', 'default', '', 'ok'),
	('part', 'visitor', 'staff', 'default', null, 'ok'), ('part', 'hand', 'moderator', 'default', '', 'ok'), ('part', 'peer', 'moderator', 'default', 'cases', 'forbidden'),
	('part', 'visitor', 'moderator', 'b', 'cases', 'not_found'), ('part', 'visitor', 'moderator', null, 'cases', 'forbidden'),
	('part', 'part', 'admin', 'default', null, 'forbidden'), ('boss', 'boss', 'reader', 'default', null, 'forbidden'),
	('boss', 'peer', 'reader', 'default', null, 'forbidden'), ('boss', 'visitor', 'admin', 'default', null, 'forbidden'),
	('boss', 'part', 'admin', 'default', 'cases', 'forbidden'), ('admin', 'boss', 'moderator', 'default', null, 'ok'), ('admin', 'boss', 'admin', 'default', null, 'ok'),
	('admin', 'visitor', 'admin', null, null, 'forbidden'), ('hand', 'visitor', 'staff', 'default', null, 'forbidden')) x (who, whom, role, site, areas, outcome);

-- An offer keeps its areas, and holds what its admin may give when it is accepted.
select is(t.gives('boss', 'visitor', 'moderator', 'default', 'cases rules'), 'ok', 'a role with two areas is offered');
do $$ begin perform t.does(format('role_answer(t.token(''visitor''), %L, true, core.new_id())', (select o.id from core.role_offer o where o.account_id = t.id('visitor')))); end $$;
select is((select permissions from core.role where account_id = t.id('visitor')), '{cases,rules}', 'an accepted role has the areas of its offer');
select is((select codes - 'from' from core.audit where action = 'role' and object_id = t.id('visitor') order by seq desc limit 1),
	'{"role": "moderator", "permissions": ["cases", "rules"]}', 'the audit names the areas');
select is(t.gives('admin', 'visitor', 'reader', 'default', null), 'ok', 'the role is taken away');
select is(t.gives('boss', 'visitor', 'moderator', 'default', 'sanctions'), 'ok', 'another role is offered');
update core.role set permissions = '{cases,staff}' where account_id = t.id('boss');
select t.says(format('role_answer(t.token(''visitor''), %L, true, core.new_id())', (select o.id from core.role_offer o where o.account_id = t.id('visitor'))), 'not_found',
	'an offer ends when its admin has lost an area of it');
select * from finish();
