-- SPDX-License-Identifier: Apache-2.0
-- For the sealer: appends the next seal of the chain. A second sealer with the same number gets conflict and starts
-- again, so the chain never forks.
-- Outcomes:
--   ok        appended
--   conflict  a seal of this number exists, it does not follow the last one, or an entry is sealed already
create or replace function api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea,
	p_key bytea, p_entries uuid[], p_digests bytea[], out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_waiting bigint;
begin
	outcome := 'conflict';
	perform pg_advisory_xact_lock(5570192837466); -- one sealer at a time on all hosts
	if p_number - 1 <> (select coalesce(max(s.number), 0) from core.seal s)
		or p_number > 1 and not exists (select from core.seal s where s.number = p_number - 1 and s.hash = p_previous) then
		return;
	end if;
	select count(*) into v_waiting from core.audit_unsealed w where w.entry = any(p_entries);
	if v_waiting <> cardinality(p_entries) then
		return;
	end if;
	insert into core.seal (number, at, previous, hash, signature, key, entries, digests)
	values (p_number, p_at, p_previous, p_hash, p_signature, p_key, p_entries, p_digests);
	delete from core.audit_unsealed w where w.entry = any(p_entries);
	outcome := 'ok';
	version := p_number;
end $$;
