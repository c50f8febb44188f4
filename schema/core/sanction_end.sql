-- SPDX-License-Identifier: Apache-2.0
-- Lifts a sanction, with its audit entry and notice. Comments that its span rejected stay rejected until they are
-- restored. An open appeal against the sanction becomes moot.
create or replace function core.sanction_end(n core.sanction, p_by uuid, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	update core.sanction set lifted_at = v_now, lifted_by = p_by where id = n.id;
	update core.sanction_span set state = 'rejected' where sanction_id = n.id and state = 'rejecting';
	perform core.audit_write(p_entry, p_by, 'lift', n.id, n.site_id, jsonb_build_object('kind', n.kind), null);
	perform core.notice_put(n.account_id, 'lifted', n.site_id, null, null, null, n.id,
		json_build_object('action', 'lift', 'kind', n.kind, 'automated', false, 'by', core.pseudonym(n.site_id, p_by),
			'since', core.rfc3339(v_now), 'reason', n.reason), true);
	perform core.appeals_moot(null, n.id, p_by);
end $$;
