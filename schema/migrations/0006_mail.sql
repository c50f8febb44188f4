-- SPDX-License-Identifier: Apache-2.0
-- Mail: the life of a row of the outbox, one-time tokens for links in mails, and totals for the metrics.
alter table core.outbox
	add column address text,
	add column language text,
	add column token_purpose text,
	add column state text not null default 'waiting'
		check (state in ('waiting', 'leased', 'sending', 'sent', 'unknown', 'dead', 'expired')),
	add column claims int not null default 0,
	add column failure text,
	add column reply text;
update core.outbox set state = 'sent' where sent_at is not null;
alter table core.outbox
	add constraint outbox_sent check ((state = 'sent') = (sent_at is not null)),
	add constraint outbox_token check (token_purpose in ('verify', 'reset', 'email_old', 'email_new', 'invite', 'unsubscribe')),
	drop constraint outbox_check,
	add constraint outbox_to check (num_nonnulls(account_id, illegal_id) <= 1 and num_nonnulls(account_id, illegal_id, address) > 0);
comment on table core.outbox is
	'Mail to be sent, written by core.mail_put() in the transaction that causes it. Personal data: the account, the address and '
	'the reply. A mail that is not sent in mail.expire expires. Kept for retention.outbox after it was written. Read by the courier.';
comment on column core.outbox.data is 'Values for the mail''s template as JSON.';
comment on column core.outbox.created_at is 'When it was written, or when an operator last asked to send it again.';
comment on column core.outbox.due_at is
	'When the next step is due: the next attempt (waiting), the end of the lease (leased, sending), or the next attempt of a mail that may have arrived (unknown).';
comment on column core.outbox.address is
	'Personal data: the address that it goes to, if that is not the account''s or the notifier''s address at the time of sending; null otherwise.';
comment on column core.outbox.language is 'Language of the mail (en or ko); null: the account''s language at the time of sending.';
comment on column core.outbox.token_purpose is
	'Purpose of the token in the mail''s link: verify, reset, email_old, email_new, invite or unsubscribe; null: the mail has no such link.';
comment on column core.outbox.state is
	'waiting; leased (a courier has it); sending (the mail server accepts its text now); unknown (the connection ended after that began: it may have '
	'arrived, and is sent again when due); finally sent, dead (refused, or it cannot be sent) or expired (too old).';
comment on column core.outbox.claims is 'Number of times that a courier claimed it. A result counts only with the number of the last claim.';
comment on column core.outbox.failure is
	'Class of the last failure: relay, temporary, permanent, unknown, address or template; null: none.';
comment on column core.outbox.reply is 'Personal data: the last reply of the mail server, or the reason of the last failure, at most 200 characters; null: none.';
drop index core.outbox_due;
create index outbox_due on core.outbox (due_at) where state in ('waiting', 'leased', 'sending', 'unknown');

create table core.mail_total (
	result text primary key,
	total bigint not null
);
comment on table core.mail_total is
	'Totals for the metrics: mails sent, dead and expired, and failed attempts by class. No personal data. Kept for good. Read by api_1.newsroom_figures().';
comment on column core.mail_total.result is 'sent, dead, expired, or a class of failure (core.outbox.failure).';
comment on column core.mail_total.total is 'How many since the installation.';

create table core.token (
	digest bytea primary key,
	purpose text not null check (purpose in ('verify', 'reset', 'email_old', 'email_new', 'invite', 'unsubscribe')),
	account_id uuid,
	address text,
	data json,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz
);
comment on table core.token is
	'Tokens in the links of mails. The courier makes a token while it claims the mail. Personal data: the account and the address. '
	'Kept for retention.token after expires_at, to recognize a used or expired link. Read by the database functions alone.';
comment on column core.token.digest is 'BLAKE2b-256 digest of the token; the token itself is never stored.';
comment on column core.token.purpose is
	'The only use that it is accepted for: verify (an address), reset (a password), email_old and email_new (confirm a change of address), invite (a role) or unsubscribe.';
comment on column core.token.account_id is 'Personal data: the account that it acts for; null if none yet.';
comment on column core.token.address is 'Personal data: the address that the mail went to.';
comment on column core.token.data is 'The data of the mail (core.outbox.data).';
comment on column core.token.made_at is 'When the courier made it.';
comment on column core.token.expires_at is 'When it ends unused.';
comment on column core.token.used_at is 'When it was used; null: unused. A token for unsubscribing can be used many times.';
create index token_account on core.token (account_id, purpose);
create index token_expires on core.token (expires_at);

-- api_1.sweep() has a new parameter, and two functions replace core.sweep_queues().
drop function if exists api_1.sweep(int, int, int, int, int, json);
drop function if exists core.sweep_queues(int, int, int);
