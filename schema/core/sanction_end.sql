-- SPDX-License-Identifier: Apache-2.0
-- Lifts a sanction, with its audit entry (p_act, p_more) and notice. A rename gives the name back (core.name_restore()). Comments that its span rejected stay rejected until
-- they are restored. c: the comment that was restored with it, which the notice says too; null if none. An open appeal
-- against the sanction becomes moot.
create or replace function core.sanction_end(n core.sanction, p_by uuid, p_entry uuid, p_act text, p_more jsonb, c core.comment) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	update core.sanction set lifted_at = v_now, lifted_by = p_by where id = n.id;
	update core.sanction_span set state = 'rejected' where sanction_id = n.id and state = 'rejecting';
	if n.kind = 'rename' then
		perform core.name_restore(n);
	end if;
	perform core.audit_write(p_entry, p_by, p_act, n.id, n.site_id, jsonb_build_object('kind', n.kind) || p_more, null);
	perform core.notice_put(n.account_id, 'lifted', n.site_id, c.article_id, c.id, null, n.id,
		(jsonb_build_object('action', 'lift', 'kind', n.kind, 'automated', false, 'by', core.pseudonym(n.site_id, p_by),
			'since', core.rfc3339(v_now), 'reason', n.reason)
		|| case when c.id is not null then '{"restored": true}' else '{}' end::jsonb)::json, true);
	perform core.appeals_moot(null, n.id, p_by);
end $$;
