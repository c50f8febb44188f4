-- SPDX-License-Identifier: Apache-2.0
-- Stores a new version of a site's rules; former versions stay. The audit entry has the document's digest, so that a
-- later change to a version is found. The calling function has locked the site. Returns the version's number.
create or replace function core.rules_put(s core.site, p_document jsonb, p_actor uuid, p_entry uuid) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_version constant int := s.rules_version + 1;
begin
	insert into core.rule_set (site_id, version, document, made_by) values (s.id, v_version, p_document, p_actor);
	update core.site
	set rules_version = v_version, updated_at = core.now(), state_rules = core.state_rules(p_document)
	where id = s.id;
	perform core.audit_write(p_entry, p_actor, case when p_actor is null then 'rules_import' else 'rules_put' end, s.id, s.id,
		jsonb_build_object('from', s.rules_version, 'version', v_version, 'sha256', core.text_digest(p_document::text)), null);
	return v_version;
end $$;
