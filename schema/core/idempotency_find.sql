-- SPDX-License-Identifier: Apache-2.0
-- The first success of this Idempotency-Key; no row if there is none. reused: the key came with another call or
-- another body.
create or replace function core.idempotency_find(p_account uuid, p_key uuid, p_what text, p_digest bytea,
	out seen boolean, out reused boolean, out object_id uuid, out result json)
language plpgsql stable
as $$
#variable_conflict use_column
begin
	select true, i.operation <> p_what or i.digest <> p_digest, i.object_id, i.result
	into seen, reused, object_id, result
	from core.idempotency i
	where i.account_id = p_account and i.key = p_key and i.at > core.now() - interval '24 hours';
	seen := coalesce(seen, false);
end $$;
