-- SPDX-License-Identifier: Apache-2.0
-- Mails about removed comments are cancelled, comments that wait for an address expire, and the queue of notifications and
-- the unread notifications of a discussion's page can be counted.
alter table core.outbox add column notification_id uuid,
	drop constraint outbox_state_check,
	add constraint outbox_state_check check (state in ('waiting', 'leased', 'sending', 'sent', 'unknown', 'dead', 'expired', 'cancelled'));
comment on column core.outbox.notification_id is 'The notification that the mail is about; null: it is about something else.';
comment on column core.outbox.state is
	'waiting; leased (a courier has it); sending (the mail server accepts its text now); unknown (the connection ended after that began: it may have '
	'arrived, and is sent again when due); finally sent, dead (refused, or it cannot be sent), expired (too old) or cancelled (what it is about is shown '
	'no longer).';
comment on table core.mail_total is
	'Totals for the metrics: mails sent, dead, expired and cancelled, and failed attempts by class. No personal data. Kept for good. Read by '
	'api_1.newsroom_figures().';
comment on column core.mail_total.result is 'sent, dead, expired, cancelled, or a class of failure (core.outbox.failure).';

alter table core.notification_task add column at timestamptz not null default core.now();
comment on column core.notification_task.at is 'When the comment changed.';

-- The page of a discussion knows the unread notifications that it shows.
create index notification_article on core.notification (account_id, article_id, id) where read_at is null;

-- Functions with other parameters.
drop function if exists api_1.notifications_read(bytea, uuid);
drop function if exists core.mail_put(uuid, text, json, text, text, uuid, uuid);
