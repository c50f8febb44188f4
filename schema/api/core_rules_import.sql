-- For the operator: a new version of the site's rules; the former stay. Returns its number.
-- Outcome by exception, as there is nobody to answer: no_data_found without such a site.
create or replace function core.rules_import(p_site text, p_document jsonb) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.site;
begin
	select * into strict s from core.site where key = p_site for no key update;
	insert into core.rule_set (site_id, version, document) values (s.id, s.rules_version + 1, p_document);
	update core.site
	set rules_version = s.rules_version + 1, updated_at = core.now(),
		state_rules = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(p_document)
			where key in ('repetition', 'newcomer', 'premoderated'))
	where id = s.id;
	perform core.audit_write(core.new_id(), null, 'rules_import', s.id, s.id, jsonb_build_object('version', s.rules_version + 1, 'from', s.rules_version), null);
	return s.rules_version + 1;
end $$;
