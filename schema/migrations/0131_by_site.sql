-- What is told of an account is told by site: related accounts, and the role in a sign-in's entry.
drop function if exists core.related_json(uuid, int);
drop function if exists core.audit_json(core.audit);
