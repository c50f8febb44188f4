-- The sweep deletes old rows of journal and outbox, the oldest first.
drop function if exists api_1.sweep(int, int, int);
create index journal_at on core.journal (at);
create index outbox_created on core.outbox (created_at);
