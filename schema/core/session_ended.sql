-- SPDX-License-Identifier: Apache-2.0
-- Whether this write ended this session (null: the one that the token named) within a day. The repeated write has the
-- same token.
create or replace function core.session_ended(p_key uuid, p_token bytea, p_session uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return exists (select from core.idempotency i
		where i.operation = 'session_end' and i.key = p_key and i.digest = p_token and i.object_id = coalesce(p_session, i.object_id)
			and i.at > core.now() - interval '24 hours');
end $$;
