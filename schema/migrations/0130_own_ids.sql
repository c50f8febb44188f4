-- Ids are the server's alone. A client's key is kept apart, and gives the first result of every write again.

-- Lists of the audit follow the order in which entries were appended, whatever their ids say. Rows that are there
-- already were appended in this order, and the rewrite numbers them in it.
alter table core.audit add column place bigint generated always as identity;
alter table core.audit add constraint audit_place unique (place);
drop index core.audit_object;
drop index core.audit_actor;
drop index core.audit_action;
create index audit_object on core.audit (object_id, place);
create index audit_actor on core.audit (actor_id, place);
create index audit_action on core.audit (action, place);

-- A write that ended its own session has no account any more when it comes again.
create index idempotency_session on core.idempotency (key) where what = 'session_end';

-- The key of a write, and the id of an entry, are parameters more.
drop function if exists api_1.account_note(bytea, uuid, uuid, text, text);
drop function if exists api_1.appeal_decide(bytea, uuid, text, text, uuid);
drop function if exists api_1.article_patch(bytea, uuid, text, text, text, int, timestamptz, int);
drop function if exists api_1.claim_next(bytea, text, uuid, int, int, int);
drop function if exists api_1.claim_release(bytea, uuid);
drop function if exists api_1.claim_take(bytea, uuid, int, uuid, int);
drop function if exists api_1.decision_undo(bytea, uuid, uuid);
drop function if exists api_1.job_make(bytea, uuid, json, text, text, text);
drop function if exists api_1.job_move(bytea, uuid, text, uuid);
drop function if exists api_1.role_set(bytea, uuid, text, text, uuid);
drop function if exists api_1.rules_put(bytea, text, int, jsonb, text, uuid);
drop function if exists api_1.session_close(bytea);
drop function if exists api_1.session_revoke(bytea, uuid);
drop function if exists api_1.settings_put(bytea, text, int, jsonb, uuid);
drop function if exists api_1.sign_in_failed(uuid, text);
drop function if exists core.audit_article(uuid, core.article, core.article);
drop function if exists core.audit_bounded(uuid, text, uuid, uuid, jsonb);
