-- SPDX-License-Identifier: Apache-2.0
-- A report as its reporter sees it.
create or replace function core.report_json(r core.report) returns json
language sql stable
as $$
	select json_build_object('id', r.id, 'comment', r.comment_id, 'revision', r.revision, 'reason', r.reason,
		'detail', r.detail, 'created_at', core.rfc3339(r.at))
$$;
