-- SPDX-License-Identifier: Apache-2.0
-- Writes the audit entry of a changed article: the changed fields before and after. Title and address may name
-- people, so they are in the private part.
create or replace function core.audit_article(p_entry uuid, p_actor uuid, a core.article, b core.article) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_before jsonb;
	v_after jsonb;
	v_names jsonb;
begin
	select jsonb_object_agg(x.key, x.before) filter (where not x.private), jsonb_object_agg(x.key, x.after) filter (where not x.private),
		jsonb_object_agg(x.key, jsonb_build_array(x.before, x.after)) filter (where x.private)
	into v_before, v_after, v_names
	from (values ('state', false, to_jsonb(a.state), to_jsonb(b.state)), ('slow', false, to_jsonb(a.slow), to_jsonb(b.slow)),
		('closes_at', false, to_jsonb(core.rfc3339(a.closes_at)), to_jsonb(core.rfc3339(b.closes_at))),
		('closes_after', false, to_jsonb(a.closes_after), to_jsonb(b.closes_after)),
		('title', true, to_jsonb(a.title), to_jsonb(b.title)), ('url', true, to_jsonb(a.url), to_jsonb(b.url))) x (key, private, before, after)
	where x.before is distinct from x.after;
	perform core.audit_write(p_entry, p_actor, 'article', a.id, a.site_id,
		jsonb_build_object('before', coalesce(v_before, '{}'), 'after', coalesce(v_after, '{}')), v_names::json);
end $$;
