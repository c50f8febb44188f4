-- SPDX-License-Identifier: Apache-2.0
-- What a moderator did in the last 24 hours: {decided, undone, skipped}, each up to 1000. undone: of these decisions,
-- by anybody. Decisions of jobs and sanctions do not count. A calendar day was rejected: a night's work would be two.
create or replace function core.own_day_json(p_account uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since constant timestamptz := core.now() - interval '24 hours';
begin
	return (select json_build_object('decided', count(*), 'undone', count(x.undone_at),
			'skipped', (select count(*) from (select from core.case_skip s where s.at >= v_since and s.account_id = p_account limit 1000) y))
		from (select d.undone_at from core.decision d
			where d.moderator_id = p_account and d.id >= core.id_from(v_since) and d.job_id is null and d.sanction_id is null
			order by d.id desc limit 1000) x);
end $$;
