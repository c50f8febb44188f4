-- SPDX-License-Identifier: Apache-2.0
-- One audit entry for admins and auditors. private is null if there was none or it was erased. p_all: the reader may
-- read the audit of all sites; for other readers a sign-in leaves out the role, which may belong to another site.
create or replace function core.audit_json(a core.audit, p_all boolean default true) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return json_build_object('id', a.id, 'at', core.rfc3339(a.at),
		'actor', coalesce((select json_build_object('id', x.id, 'username', x.username) from core.account x where x.id = a.actor_id),
			(select json_build_object('id', t.id, 'username', 'API token ' || t.name) from core.api_token t where t.id = a.actor_id)),
		'network', left(encode(a.network, 'hex'), 16), 'action', a.action, 'object', a.object_id,
		'site', (select s.key from core.site s where s.id = a.site_id), 'codes', case when p_all or a.action <> 'sign_in' then a.codes else a.codes - 'role' end,
		'private', (select p.payload::json from core.audit_private p where p.entry = a.id),
		'erased', a.digest is not null and not exists (select from core.audit_private p where p.entry = a.id),
		'sealed', not exists (select from core.audit_unsealed w where w.entry = a.id));
end $$;
