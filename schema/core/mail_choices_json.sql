-- SPDX-License-Identifier: Apache-2.0
-- The choice of every kind of notification: {reply, mention, follow, pick, report}.
create or replace function core.mail_choices_json(p_choices jsonb) returns json
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (select json_object_agg(k, core.mail_choice(p_choices, k)) from unnest(array['reply', 'mention', 'follow', 'pick', 'report']) k);
end $$;
