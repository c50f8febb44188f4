-- SPDX-License-Identifier: Apache-2.0
-- Mentions lead to accounts, and a former name under which comments stand is never given to another account.
alter table core.account_name add column shown_at timestamptz not null default core.now();
update core.account_name set shown_at = changed_at;
comment on table core.account_name is
	'Former names of accounts. No other account can take such a name. Personal data. Kept for retention.names after the change, and as '
	'long as comments stand under the name. Read by moderators.';
comment on column core.account_name.shown_at is
	'When the account gave the name up, or when the sweep last found a comment under it.';
drop index core.account_name_changed;
create index account_name_shown on core.account_name (shown_at);
-- A mention names an account without its spaces, as in account_mention.
create index account_name_mention on core.account_name (lower(replace(username, ' ', '')), id);

-- Functions with other parameters.
drop function if exists api_1.comment_post(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, int, text, text);
drop function if exists api_1.comment_edit(bytea, uuid, uuid, int, text, text, json, int);
drop function if exists api_1.notification_step(int, int);
drop function if exists core.notifications_make(core.notification_task, int, int);
drop function if exists core.mentioned(text, int);
