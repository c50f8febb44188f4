-- Notes for audit_write() from where an account acts: a keyed digest of its network, as hex.
-- Of this transaction only. Marked stable although it sets something: nothing a query sees.
create or replace function core.audit_source_set(p_account uuid, p_network bytea) returns void
language plpgsql stable
as $$
#variable_conflict use_column
begin
	perform set_config('madang.audit_source', concat(p_account, ' ', encode(p_network, 'hex')), true);
end $$;
