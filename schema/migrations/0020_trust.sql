-- The audit is appended to and never changed; seals chain its entries; where an act came from.

-- core.viewer() notes who asks and from where, as the session's and the request's keyed digests
-- say it; audit_write() reads it. Of this transaction only, and of the last question in it.
alter table core.audit add column network bytea; -- keyed digest, never an address; null: the operator, or unknown
create index audit_actor on core.audit (actor_id, id);
create index audit_action on core.audit (action, id);

-- Entries that no seal covers yet. Every entry passes through here, in its own transaction.
create table core.audit_waiting (entry uuid primary key);
insert into core.audit_waiting (entry) select id from core.audit;

-- A link of the chain: hash covers the one before it, the number, the time, and of each entry
-- its id and digest (server/secret/seal.h says how). The key that signs stands apart.
create table core.seal (
	number bigint primary key check (number > 0),
	at bigint not null, -- microseconds since 1970, by core.now()
	previous bytea not null check (length(previous) = 32),
	hash bytea not null check (length(hash) = 32),
	signature bytea not null check (length(signature) = 64),
	key bytea not null check (length(key) = 32), -- the public one
	entries uuid[] not null check (cardinality(entries) > 0),
	digests bytea[] not null check (cardinality(digests) = cardinality(entries))
);

create function core.audit_stays() returns trigger language plpgsql
as $$
begin
	raise exception 'the audit is appended to, never changed' using errcode = 'insufficient_privilege';
end $$;
-- What names a person goes only by core.audit_erase(), which says so in an entry of its own.
create function core.audit_erased() returns trigger language plpgsql
as $$
begin
	if not exists (select from core.audit a where a.object_id = old.entry and a.action = 'erase' and a.xact = pg_current_xact_id()) then
		raise exception 'a private part is erased by core.audit_erase() alone' using errcode = 'insufficient_privilege';
	end if;
	return old;
end $$;

create trigger stays before update or delete on core.audit for each row execute function core.audit_stays();
create trigger stays_whole before truncate on core.audit execute function core.audit_stays();
create trigger stays before update or delete on core.seal for each row execute function core.audit_stays();
create trigger stays_whole before truncate on core.seal execute function core.audit_stays();
create trigger stays before update on core.audit_private for each row execute function core.audit_stays();
create trigger stays_whole before truncate on core.audit_private execute function core.audit_stays();
create trigger erased before delete on core.audit_private for each row execute function core.audit_erased();

-- By grants too, of the owner as of everybody: the functions run as the owner.
do $$
begin
	execute format('revoke update, delete, truncate on core.audit, core.seal from %I', current_user);
	execute format('revoke update, truncate on core.audit_private from %I', current_user);
end $$;
