-- SPDX-License-Identifier: Apache-2.0
-- Three roles: the owner, who migrates and owns everything; the app, who may execute the api and touch no table; and
-- the courier, who may execute the functions for mail only. Applied after every migration; safe to repeat.
do $$
begin
	if not exists (select from pg_roles where rolname = 'madang_app') then
		create role madang_app nologin;
	end if;
	if not exists (select from pg_roles where rolname = 'madang_courier') then
		create role madang_courier nologin;
	end if;
	-- no temporary objects for anybody: nothing may stand before a name that a definer's function uses
	execute format('revoke temporary, create on database %I from public', current_database());
	execute format('grant connect on database %I to madang_app, madang_courier', current_database());
end $$;

revoke create on schema public from public;
revoke all on schema core, api_1 from public;
revoke all on all tables in schema core, api_1 from public;
revoke all on all sequences in schema core from public;
revoke all on all functions in schema core, api_1 from public;

grant usage on schema api_1 to madang_app;
grant execute on all functions in schema api_1 to madang_app;

-- Only the courier learns addresses and makes tokens.
grant usage on schema api_1 to madang_courier;
do $$
declare
	f regprocedure;
begin
	for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'api_1'::regnamespace and p.proname like 'mail\_%' loop
		execute format('revoke execute on function %s from madang_app', f);
		execute format('grant execute on function %s to madang_courier', f);
	end loop;
end $$;
