-- SPDX-License-Identifier: Apache-2.0
-- The report of a name as its reporter sees it.
create or replace function core.name_report_json(r core.name_report) returns json
language sql stable
as $$
	select json_build_object('id', r.id, 'account', r.account_id, 'name', r.name, 'reason', r.reason, 'detail', r.detail,
		'created_at', core.rfc3339(r.at))
$$;
