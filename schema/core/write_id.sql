-- SPDX-License-Identifier: Apache-2.0
-- The id of a write: p_id, or the id of the first success of this Idempotency-Key; the write then finds its object.
-- p_key null: no key. The calling function holds a lock that two writes with one key both need.
create or replace function core.write_id(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_id uuid,
	out id uuid, out reused boolean)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	k record;
begin
	id := p_id;
	reused := false;
	if p_key is not null then
		k := core.idempotency_find(p_account, p_key, p_what, p_digest);
		id := coalesce(k.object_id, p_id);
		reused := coalesce(k.reused, false);
	end if;
end $$;
