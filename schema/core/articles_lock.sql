-- SPDX-License-Identifier: Apache-2.0
-- Locks article rows in ascending order of ids, before any other row of theirs is locked. Returns {id: version}.
create or replace function core.articles_lock(p_articles uuid[]) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	v_versions jsonb;
begin
	perform from core.article a where a.id = any(p_articles) order by a.id for no key update;
	select coalesce(jsonb_object_agg(a.id, a.version), '{}') into v_versions from core.article a where a.id = any(p_articles);
	return v_versions;
end $$;
