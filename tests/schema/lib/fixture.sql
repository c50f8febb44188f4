-- SPDX-License-Identifier: Apache-2.0
-- The fixture of every test here: a site, people with tokens, names for ids, and t.says().
-- Nothing is rolled back: each file has a database of its own.
set client_min_messages = warning;
set plan_cache_mode = force_generic_plan;
set search_path = public, pg_catalog;
create schema t;

-- t.id('name'): one id for one name, a fresh UUIDv7 the first time.
create table t.name (name text primary key, id uuid not null);
create function t.id(p_name text) returns uuid language plpgsql as $$
declare
	v_id uuid;
begin
	select id into v_id from t.name where name = p_name;
	if not found and p_name is not null then
		-- later names have later ids, within a millisecond too, as those of one worker
		loop
			v_id := core.new_id();
			exit when not exists (select from t.name where id >= v_id);
		end loop;
		insert into t.name values (p_name, v_id);
	end if;
	return v_id;
end $$;
create function t.token(p_name text) returns bytea language sql as $$ select convert_to(p_name, 'UTF8') $$;

-- t.says('comment_post(…)', 'ok', why): calls an api function and compares its outcome; t.version(), t.body('path,to,member') give the rest of the answer.
create table t.last (version bigint, body json);
insert into t.last default values;
create function t.says(p_call text, p_outcome text, p_why text) returns text language plpgsql as $$
declare
	v record;
begin
	execute 'select * from api_1.' || p_call into v;
	update t.last set version = v.version, body = v.body;
	return is(v.outcome, p_outcome, p_why);
end $$;
-- The same as a preparation: not a test, but it must be ok.
create function t.does(p_call text) returns void language plpgsql as $$
declare
	v record;
begin
	execute 'select * from api_1.' || p_call into strict v;
	assert v.outcome = 'ok', p_call || ': ' || v.outcome;
end $$;
create function t.body(p_path text) returns text language sql as $$ select body #>> string_to_array(p_path, ',') from t.last $$;
create function t.json() returns json language sql as $$ select body from t.last $$;
create function t.version() returns bigint language sql as $$ select version from t.last $$;

-- Builds the long calls.
create function t.signals(p_hits text, p_bands text, p_characters int default null) returns json language sql as $$
	select json_build_object('sites', json_build_object(t.id('site'), json_build_object('version', 1, 'hits', p_hits::json)), 'signature', p_bands::json,
		'characters', p_characters)
$$;
create function t.post(p_who text, p_article text, p_name text, p_parent text default null, p_hits text default '[]',
	p_bands text default '[]', p_key text default null, p_body text default 'A body.', p_characters int default null) returns text language sql as $$
	select format('comment_post(%L, %L, %L, %L, %L, %L, %L, %L, %L, 5)', t.token(p_who), t.id(p_article), t.id(p_name), t.id(p_parent),
		p_body, '<p>' || p_body || '</p>', t.signals(p_hits, p_bands, p_characters), t.id(p_key), sha256(convert_to(p_body, 'UTF8')))
$$;
create function t.hit(p_outcome text, p_reason text default 'abuse', p_rule text default 'words') returns text language sql as $$
	select json_build_array(json_build_object('rule', p_rule, 'reason', p_reason, 'outcome', p_outcome, 'weight', 1, 'spans', '[[0,1]]'::json))::text
$$;
create function t.edit(p_who text, p_article text, p_name text, p_revision int, p_body text, p_hits text default '[]') returns text language sql as $$
	select format('comment_edit(%L, %L, %L, %s, %L, %L, %L, 900)', t.token(p_who), t.id(p_article), t.id(p_name), p_revision,
		p_body, '<p>' || p_body || '</p>', t.signals(p_hits, '[]'))
$$;
create function t.report(p_who text, p_article text, p_name text, p_report text, p_reason text default 'abuse', p_hold int default 0) returns text language sql as $$
	select format('report_post(%L, %L, %L, %L, %L, null, null, null, %s, 86400, 0)', t.token(p_who), t.id(p_article), t.id(p_name), t.id(p_report), p_reason, p_hold)
$$;
-- t.decide(who, comment, version, action, reason): one decision; its result's status as text
create function t.decide(p_who text, p_comment text, p_version int, p_action text, p_reason text default null, p_id text default null,
	p_note text default null) returns text language plpgsql as $$
declare
	v record;
begin
	select * into v from api_1.decide(t.token(p_who), json_build_array(json_build_object('id', coalesce(t.id(p_id), core.new_id()), 'case', t.id(p_comment),
		'version', p_version, 'action', p_action, 'reason', p_reason, 'note', p_note)), null, null);
	if v.outcome <> 'ok' then
		return v.outcome;
	end if;
	update t.last set version = v.version, body = v.body #> '{results,0}';
	return t.body('status');
end $$;
create function t.state(p_comment text) returns text language sql as $$ select state from core.comment where id = t.id(p_comment) $$;
create function t.case_version(p_comment text) returns int language sql as $$ select version from core.case_file where comment_id = t.id(p_comment) $$;
create function t.article_version(p_article text) returns bigint language sql as $$ select version from core.article where id = t.id(p_article) $$;
-- core.role_put() without the end of the sessions, which people here keep.
create function t.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[] default null) returns void language plpgsql as $$
declare
	v_sessions core.session[] := array(select s from core.session s where s.account_id = p_account);
begin
	delete from core.session s where s.account_id = p_account;
	perform core.role_put(p_account, p_role, p_site, p_by, p_entry, p_permissions);
	insert into core.session select (s).* from unnest(v_sessions) s;
end $$;
create function t.later(p_by interval) returns void language sql as $$ select core.clock_set(p_by) $$;

-- People: name, role on all sites; the token is the name.
create function t.signs_in(p_name text) returns void language sql as $$
	insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id(p_name), t.token(p_name), core.now() + interval '30 days');
$$;
create function t.person(p_name text, p_role text default 'reader') returns void language sql as $$
	select core.account_make(t.id(p_name), p_name, p_name, null, 'hash of ' || p_name, p_role);
	select t.signs_in(p_name);
$$;
select core.site_make(t.id('site'), 'default', 'The site', '{https://news.example}') \gset stage_
select core.article_make(t.id('article'), 'default', 'article', 'https://news.example/article', 'An article') \gset stage_
select t.person('ann'), t.person('bob'), t.person('cho'), t.person('dan'),
	t.person('staff', 'staff'), t.person('mod', 'moderator'), t.person('mod2', 'moderator'), t.person('admin', 'admin'), t.person('auditor', 'auditor') \gset stage_
