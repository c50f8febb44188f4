-- SPDX-License-Identifier: Apache-2.0
-- Stores a request to reset the password of a login. It looks for no account, so neither the answer nor its time shows
-- whether there is one; api_1.reset_step() does.
-- Outcomes:
--   ok  stored; also again
create or replace function api_1.reset_ask(p_id uuid, p_login text, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	perform core.id_check(p_id);
	insert into core.reset_request (id, login, at) values (p_id, p_login, core.now()) on conflict do nothing;
	outcome := 'ok';
end $$;
