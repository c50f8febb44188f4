-- SPDX-License-Identifier: Apache-2.0
-- Skipped cases: each moderator can put a case behind everything else that they have not seen.
create table core.case_skip (
	id uuid primary key,
	account_id uuid not null,
	comment_id uuid not null,
	site_id uuid not null,
	version int not null,
	at timestamptz not null,
	back_at timestamptz
);
comment on table core.case_skip is
	'Cases that a moderator skipped, one row for each time. Personal data: the moderator. Kept for retention.skip. Read by moderators (their own) and counted in the figures.';
comment on column core.case_skip.id is 'Identifies the write that made it.';
comment on column core.case_skip.account_id is 'Personal data: the moderator.';
comment on column core.case_skip.comment_id is 'The comment of the case.';
comment on column core.case_skip.site_id is 'The site of the case.';
comment on column core.case_skip.version is 'Version of the case when it was skipped. Another version puts it before the moderator again.';
comment on column core.case_skip.at is 'When it was skipped.';
comment on column core.case_skip.back_at is 'When the moderator got the case again; null: it still waits behind the others.';
create unique index case_skip_waiting on core.case_skip (account_id, comment_id) where back_at is null;
create index case_skip_at on core.case_skip (at);
