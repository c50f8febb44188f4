-- The id a write goes by: the one its worker made, or that of the first success of this Idempotency-Key, which the
-- write then finds done. p_key null: there is no key. The caller holds a lock that two writes with one key both need.
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
