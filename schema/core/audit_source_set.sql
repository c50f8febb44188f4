-- SPDX-License-Identifier: Apache-2.0
-- Sets the account and network (keyed digest, as hex) that audit_write() stores, for this transaction. It is marked
-- stable although it changes a setting, because no query sees the change.
create or replace function core.audit_source_set(p_account uuid, p_network bytea) returns void
language plpgsql stable
as $$
#variable_conflict use_column
begin
	perform set_config('madang.audit_source', concat(p_account, ' ', encode(p_network, 'hex')), true);
end $$;
