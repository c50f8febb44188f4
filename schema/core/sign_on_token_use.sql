-- SPDX-License-Identifier: Apache-2.0
-- Uses a provider's token for the write p_write. Returns false if another write has used it. p_expires: its claim exp.
create or replace function core.sign_on_token_use(p_digest bytea, p_write uuid, p_expires bigint) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_by uuid;
begin
	insert into core.sign_on_token as t (digest, used_by, expires_at) values (p_digest, p_write, to_timestamp(p_expires) + interval '2 minutes')
	on conflict (digest) do update set digest = t.digest
	returning used_by into v_by;
	return v_by = p_write;
end $$;
