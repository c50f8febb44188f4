-- SPDX-License-Identifier: Apache-2.0
-- For the sealer: the last seal, and at most p_max entries without a seal, by id. Only committed entries are
-- returned; later commits get a later seal, because a seal lists its entries. Each row has an outcome.
-- Outcomes:
--   ok     the first row: number and hash of the last seal (0 and zeros if none); at: the database's time in
--          microseconds
--   entry  an entry as in core.audit; at in microseconds
create or replace function api_1.audit_unsealed(p_max int, out outcome text, out id text, out at text, out actor text,
	out action text, out object text, out site text, out codes text, out digest text, out network text)
returns setof record
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query select 'ok', coalesce(max(s.number), 0)::text, floor(extract(epoch from core.now()) * 1000000)::bigint::text,
		null::text, encode((select l.hash from core.seal l order by l.number desc limit 1), 'hex'), null::text, null::text, null::text, null::text, null::text
	from core.seal s;
	return query select 'entry', a.id::text, floor(extract(epoch from a.at) * 1000000)::bigint::text,
		a.actor_id::text, a.action, a.object_id::text, a.site_id::text, a.codes::text, encode(a.digest, 'hex'), encode(a.network, 'hex')
	from (select w.entry from core.audit_unsealed w order by w.entry limit p_max) w
	join core.audit a on a.id = w.entry
	order by a.id;
end $$;
