-- SPDX-License-Identifier: Apache-2.0
-- A job and its progress. matched was counted when the job was made, up to 100,000. author and article: of its filter,
-- null if it has none.
create or replace function core.job_json(j core.job) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return json_build_object('id', j.id, 'state', j.state, 'action', j.action, 'reason', j.reason, 'note', j.note, 'filter', j.filter,
		'matched', least(j.matched, 100000), 'more', j.matched > 100000,
		'decided', j.decided, 'skipped', j.skipped, 'undone', j.undone, 'kept', j.kept,
		'author', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = (j.filter ->> 'author')::uuid),
		'article', (select json_build_object('id', a.id, 'title', a.title, 'url', a.url) from core.article a where a.id = (j.filter ->> 'article')::uuid),
		'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = j.made_by),
		'created_at', core.rfc3339(j.made_at), 'started_at', core.rfc3339(j.started_at), 'finished_at', core.rfc3339(j.finished_at));
end $$;
