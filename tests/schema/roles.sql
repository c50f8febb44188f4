-- SPDX-License-Identifier: Apache-2.0
-- Goal: the app role executes the API but the courier's functions, the courier those alone, and both have no other right. Every plpgsql function passes plpgsql_check.
\i lib/fixture.sql
select plan(15);
-- a copy of a database does not inherit what was granted on it; pgTAP is for the app here
\i ../../schema/roles.sql
grant execute on all functions in schema public to madang_app;

select is_empty($$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('core', 'api_1') and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
		and has_any_column_privilege('madang_app', c.oid, 'select, insert, update, references')$$, 'the app role has no right on any column');
select is_empty($$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('core', 'api_1') and c.relkind in ('r', 'p', 'v', 'm', 'f')
		and has_table_privilege('madang_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')$$, 'the app role has no right on any table');
select is_empty($$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname = 'core' and has_function_privilege('madang_app', p.oid, 'execute')$$, 'the app role executes no core function');
select is_empty($$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname = 'api_1' and not has_function_privilege('madang_app', p.oid, 'execute') and p.proname not like 'mail\_%'$$,
	'the app role executes every api function but those for mail');
select is((select string_agg(p.proname::text, ' ' order by p.proname) from pg_proc p
		where p.pronamespace in ('api_1'::regnamespace, 'core'::regnamespace) and has_function_privilege('madang_courier', p.oid, 'execute')),
	'mail_claim mail_done mail_sending',
	'the courier executes the functions for mail alone');
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'api_1'::regnamespace and p.proname like 'mail\_%'
	and has_function_privilege('madang_app', p.oid, 'execute')$$, 'the app role executes none of them');
select is_empty($$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('core', 'api_1') and c.relkind in ('r', 'p', 'v', 'm', 'f')
		and (has_any_column_privilege('madang_courier', c.oid, 'select, insert, update, references')
			or has_table_privilege('madang_courier', c.oid, 'delete, truncate, trigger'))$$, 'the courier has no right on any table');
select ok(not has_schema_privilege('madang_courier', 'core', 'usage') and not has_schema_privilege('madang_courier', 'api_1', 'create')
	and not has_database_privilege('madang_courier', current_database(), 'create, temporary'), 'the courier creates nothing');
select is_empty($$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('core', 'api_1') and has_function_privilege('public', p.oid, 'execute')$$, 'the public executes no function');
select ok(not has_schema_privilege('madang_app', 'core', 'usage') and not has_schema_privilege('madang_app', 'api_1', 'create')
	and not has_schema_privilege('madang_app', 'public', 'create'), 'the app role creates nothing in any schema');
select ok(not has_database_privilege('madang_app', current_database(), 'create, temporary'), 'the app role creates no temporary table');
set role madang_app;
select throws_ok('select * from core.account', '42501', null, 'the app role cannot read a table');
select throws_ok($$select core.clock_set('1 day')$$, '42501', null, 'the app role cannot set the clock');
select lives_ok($$select api_1.session_get('\x00')$$, 'the app role calls the api');
reset role;

select is_empty($$select p.oid::regprocedure, x.message from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	join pg_language l on l.oid = p.prolang
	cross join lateral plpgsql_check_function_tb(p.oid,
		coalesce((select g.tgrelid from pg_trigger g where g.tgfoid = p.oid limit 1), 0), performance_warnings => true, security_warnings => true) x
	where n.nspname in ('core', 'api_1') and l.lanname = 'plpgsql'
		and x.message not like 'unmodified OUT variable%' -- a reply row has its three columns, used or not
	$$, 'plpgsql_check finds nothing');
select * from finish();
