-- SPDX-License-Identifier: Apache-2.0
-- The rules that the database applies, in the order of their hits. server/rules/rule.h has the same list; a lint compares them.
create or replace function core.state_rule_names() returns text[]
language sql immutable parallel safe
as $$ select '{newcomer,velocity,record,repetition,premoderated}'::text[] $$;
