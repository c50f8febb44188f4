-- SPDX-License-Identifier: Apache-2.0
-- State and outcome of a notice of illegal content, for everybody who has its reference.
-- Outcomes:
--   ok         {notice}
--   not_found  no such reference
create or replace function api_1.illegal_get(p_reference text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	i core.illegal_notice;
begin
	select * into i from core.illegal_notice x where x.reference = p_reference;
	outcome := case when found then 'ok' else 'not_found' end;
	if outcome = 'ok' then
		body := core.illegal_json(i);
	end if;
end $$;
