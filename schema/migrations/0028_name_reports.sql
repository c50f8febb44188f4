-- SPDX-License-Identifier: Apache-2.0
-- Readers report another reader's name. A moderator can replace it by a neutral one.
alter table core.sanction drop constraint sanction_kind_check;
alter table core.sanction add constraint sanction_kind_check check (kind in ('warn', 'mute', 'premoderate', 'ban', 'rename'));
comment on column core.sanction.kind is
	'warn (must be read before the next comment), mute (no writing), premoderate (comments wait), ban (no writing; all sessions end) or '
	'rename (the name was replaced by a neutral one).';

alter table core.account_name add column sanction_id uuid;
comment on column core.account_name.sanction_id is
	'The sanction of kind rename that took this name away, or whose end restored the name before it; null: the account changed its name.';

create table core.name_report (
	id uuid primary key,
	account_id uuid not null,
	name text not null,
	site_id uuid not null references core.site,
	reporter_id uuid not null,
	reason text not null check (reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')),
	detail text,
	at timestamptz not null,
	answered_at timestamptz,
	outcome text check (outcome in ('rename', 'none')),
	entry uuid
);
comment on table core.name_report is
	'Readers'' reports of names, one for each reader and name. Personal data. Kept for retention.names after the answer. Read by the '
	'reporter; moderators see reasons and details and never the reporter.';
comment on column core.name_report.id is 'Identifies the report.';
comment on column core.name_report.account_id is 'Personal data: the account whose name was reported.';
comment on column core.name_report.name is 'Personal data: the name that was reported.';
comment on column core.name_report.site_id is 'The site whose moderators decide: where the account commented last, else the default site.';
comment on column core.name_report.reporter_id is 'Personal data: the reader who reported.';
comment on column core.name_report.reason is 'Code of the reason: spam, abuse, hate, harassment, misinformation, off_topic, illegal or other.';
comment on column core.name_report.detail is 'Personal data: what the reader added; null: nothing.';
comment on column core.name_report.at is 'When it was reported.';
comment on column core.name_report.answered_at is 'When a moderator decided; null before.';
comment on column core.name_report.outcome is 'rename or none (the name stays); null before.';
comment on column core.name_report.entry is 'The audit entry of the decision, of a rename also its sanction; null before.';
create unique index name_report_once on core.name_report (account_id, name, reporter_id);
create index name_report_open on core.name_report (id) where answered_at is null;
create index name_report_answered on core.name_report (answered_at);
create index name_report_entry on core.name_report (entry);
