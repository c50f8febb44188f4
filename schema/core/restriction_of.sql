-- SPDX-License-Identifier: Apache-2.0
-- A live sanction of this kind as its account sees it while reading; the longest if there are several.
create or replace function core.restriction_of(p_account uuid, p_site uuid, p_kind text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	n core.sanction;
	v_notice uuid;
	v_appeal text;
begin
	select * into n from core.sanction x
	where x.account_id = p_account and x.kind = p_kind and x.lifted_at is null and x.until > v_now
		and (x.site_id is null or x.site_id = p_site) and (p_kind <> 'warn' or x.read_at is null)
	order by x.until desc, x.id desc limit 1;
	select t.id into v_notice from core.notice t where t.account_id = p_account and t.sanction_id = n.id order by t.id limit 1;
	select p.state into v_appeal from core.appeal p where p.subject = n.id;
	return json_build_object('kind', p_kind, 'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', n.reason, 'notice', v_notice,
		'appeal', case when v_appeal = 'open' then 'open'
			when v_appeal is null and v_notice is not null and n.made_at + core.appeal_window() > v_now then 'possible' end);
end $$;
