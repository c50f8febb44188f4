-- SPDX-License-Identifier: Apache-2.0
-- Stores a success by its Idempotency-Key. p_key null: does nothing.
create or replace function core.idempotency_store(p_account uuid, p_key uuid, p_what text, p_digest bytea,
	p_article uuid, p_object uuid, p_result json) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if p_key is null then
		return;
	end if;
	insert into core.idempotency as i (account_id, key, operation, digest, article_id, object_id, result, at)
	values (p_account, p_key, p_what, p_digest, p_article, p_object, p_result, core.now())
	on conflict (account_id, key) do update set operation = excluded.operation, digest = excluded.digest,
		article_id = excluded.article_id, object_id = excluded.object_id, result = excluded.result, at = excluded.at
	where i.at <= core.now() - interval '24 hours';
end $$;
