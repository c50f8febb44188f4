-- SPDX-License-Identifier: Apache-2.0
-- Notifications for readers: answers, mentions, followed discussions, comments that moderators featured. Beside core.notice,
-- which has statements of reasons and results: those are kept for good, these end with retention.notifications.
-- ==== notifications

create table core.notification (
	id uuid primary key,
	account_id uuid not null,
	kind text not null check (kind in ('reply', 'mention', 'follow', 'pick')),
	article_id uuid not null,
	comment_id uuid not null,
	created_at timestamptz not null,
	read_at timestamptz,
	unique (comment_id, account_id)
);
comment on table core.notification is
	'Notifications of readers about comments; one at most for each reader and comment. Personal data. Kept for '
	'retention.notifications, unread ones no longer than the comment is shown. Read by the account alone.';
comment on column core.notification.id is 'Identifies the notification; its time orders them.';
comment on column core.notification.account_id is 'Personal data: the reader who is notified.';
comment on column core.notification.kind is
	'reply (an answer to the reader''s comment), mention, follow (new comments in a followed discussion) or pick (the reader''s comment was featured).';
comment on column core.notification.article_id is 'The article.';
comment on column core.notification.comment_id is 'The comment that notifies; of follow the first new one.';
comment on column core.notification.created_at is 'When the reader was notified.';
comment on column core.notification.read_at is 'When the reader read it; null before.';
create index notification_account on core.notification (account_id, id);
create index notification_unread on core.notification (account_id, id) where read_at is null;
create index notification_created on core.notification (created_at);

create table core.notification_task (
	id bigint primary key generated always as identity,
	article_id uuid not null,
	comment_id uuid not null,
	what text not null,
	after_account uuid not null default '00000000-0000-0000-0000-000000000000'
);
comment on table core.notification_task is
	'Changes of comments whose notifications are still to be made: a queue, written by the transaction of the change. Personal '
	'data: the last notified follower. Kept until its notifications are made. Read by the database functions alone.';
comment on column core.notification_task.id is 'Identifies the task; the lowest is next. An unfinished one goes to the end.';
comment on column core.notification_task.article_id is 'The article.';
comment on column core.notification_task.comment_id is 'The comment that changed.';
comment on column core.notification_task.what is 'comment (shown now), edit, remove (shown no longer), pick (featured or not), or follow (the rest of comment''s followers).';
comment on column core.notification_task.after_account is 'Progress: followers up to this account are notified.';

create table core.follow (
	article_id uuid not null,
	account_id uuid not null,
	follows boolean not null,
	waiting boolean not null default false,
	at timestamptz not null default core.now(),
	primary key (article_id, account_id)
);
comment on table core.follow is
	'Discussions that readers follow: those where they wrote, and those they chose. Personal data. Kept for good. Read by '
	'the account alone.';
comment on column core.follow.article_id is 'The article.';
comment on column core.follow.account_id is 'Personal data: the reader.';
comment on column core.follow.follows is 'False: the reader does not want to follow, so writing there does not follow again.';
comment on column core.follow.waiting is 'Whether an unread notification of kind follow exists; until it is read, new comments make no further one.';
comment on column core.follow.at is 'When the reader began or ended it.';
create index follow_account on core.follow (account_id, article_id) where follows;
create index follow_due on core.follow (article_id, account_id) where follows and not waiting;

create table core.mute (
	account_id uuid not null,
	muted_id uuid not null,
	at timestamptz not null default core.now(),
	primary key (account_id, muted_id)
);
comment on table core.mute is
	'Readers whom a reader muted: they cause no notifications, and their comments are collapsed for this reader. Personal '
	'data. Kept until the reader ends it. Read by the account alone; never by the muted one.';
comment on column core.mute.account_id is 'Personal data: the reader who muted.';
comment on column core.mute.muted_id is 'Personal data: the muted reader.';
comment on column core.mute.at is 'When the reader muted.';

create table core.digest (
	account_id uuid primary key,
	since uuid not null,
	due_at timestamptz not null
);
comment on table core.digest is
	'Readers who get a daily mail with their unread notifications, written with the first of them. Personal data. Kept until '
	'the mail is queued. Read by the database functions alone.';
comment on column core.digest.account_id is 'Personal data: the reader.';
comment on column core.digest.since is 'The first notification that the mail is about.';
comment on column core.digest.due_at is 'When the mail is queued.';
create index digest_due on core.digest (due_at);

alter table core.account add column mail_choices jsonb not null default '{}';
comment on column core.account.mail_choices is
	'When the account gets mail about notifications, by kind: now, daily or never; missing kinds have the default of core.mail_choice().';
-- A mention names an account without its spaces; "@name" is looked up by this key.
create index account_mention on core.account (lower(replace(username, ' ', '')), id);
