-- SPDX-License-Identifier: Apache-2.0
-- The body of the outcome `confirm`: {methods}, see core.confirm_methods().
create or replace function core.confirm_json(p_account uuid) returns json
language plpgsql stable
as $$
begin
	return json_build_object('methods', core.confirm_methods(p_account));
end $$;
