-- What needs a human, what was decided, and what was said about it.
create table core.signal (
	article_id uuid not null,
	comment_id uuid not null,
	id bigint generated always as identity,
	revision int not null,
	rule text not null,
	reason text not null,
	outcome text not null check (outcome in ('flag', 'hold', 'reject')),
	weight real not null,
	detail text,
	spans jsonb not null default '[]', -- octets of the author's body
	rules_version int not null,
	at timestamptz not null,
	primary key (article_id, comment_id, id)
);

create table core.report (
	article_id uuid not null,
	comment_id uuid not null,
	reporter_id uuid not null,
	revision int not null,
	id uuid not null,
	reason text not null check (reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')),
	detail text,
	at timestamptz not null,
	primary key (article_id, comment_id, revision, reporter_id)
);
create index report_reporter on core.report (article_id, reporter_id, comment_id);

-- One case for a comment, ever. version moves with what a decision must not overlook:
-- open, re-open, edit, withdrawal, decision, escalation, undo, appeal.
create table core.case_file (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	author_id uuid not null,
	state text not null check (state in ('open', 'closed')),
	closed_as text check (closed_as in ('approved', 'rejected', 'moot')),
	version int not null,
	weight float8 not null,
	priority float8 not null, -- weight - opened_at / half-life: the order among cases does not move with time
	held boolean not null default false,
	reported boolean not null default false,
	suspect boolean not null default false,
	escalated boolean not null default false,
	appealed boolean not null default false,
	illegal boolean not null default false,
	approved_revision int, -- what a human looked at and let stand
	opened_at timestamptz not null,
	decided_at timestamptz,
	claimed_by uuid,
	claimed_until timestamptz
);
create index case_open on core.case_file (priority, comment_id) where state = 'open';
create index case_held on core.case_file (priority, comment_id) where state = 'open' and held;
create index case_reported on core.case_file (priority, comment_id) where state = 'open' and reported;
create index case_suspect on core.case_file (priority, comment_id) where state = 'open' and suspect;
create index case_escalated on core.case_file (priority, comment_id) where state = 'open' and escalated;
create index case_appealed on core.case_file (priority, comment_id) where state = 'open' and appealed;
create index case_illegal on core.case_file (priority, comment_id) where state = 'open' and illegal;
create index case_article on core.case_file (article_id, priority, comment_id) where state = 'open';

create table core.decision (
	id uuid primary key,
	site_id uuid not null,
	article_id uuid not null,
	comment_id uuid not null,
	author_id uuid not null,
	moderator_id uuid not null,
	action text not null check (action in ('approve', 'reject', 'escalate', 'restore')),
	reason text,
	revision int not null,
	state_before text not null,
	state_after text not null,
	case_before jsonb, -- the case's row as it was; null: the decision opened it
	case_version int not null, -- as the decision left it
	at timestamptz not null,
	undone_by uuid,
	undone_entry uuid,
	undone_at timestamptz
);
create index decision_comment on core.decision (comment_id, id);
create index decision_author on core.decision (author_id, id);
create index decision_moderator on core.decision (moderator_id, id);

-- Statements of reasons and outcomes, for one account.
create table core.notice (
	id uuid primary key,
	account_id uuid not null,
	kind text not null check (kind in ('rejected', 'restored', 'report', 'sanction')),
	article_id uuid,
	comment_id uuid,
	decision_id uuid, -- null: a rule decided alone
	sanction_id uuid,
	body json not null,
	created_at timestamptz not null,
	read_at timestamptz
);
create index notice_account on core.notice (account_id, id);

-- Opaque ids and codes only. What names a person or quotes one stands in audit_private,
-- bound by digest = SHA-256(salt || payload) (PostgreSQL 15 brings no BLAKE2b of its own),
-- so that erasing it leaves the entries as they were.
create table core.audit (
	id uuid primary key,
	at timestamptz not null,
	actor_id uuid, -- null: the operator
	action text not null,
	object_id uuid not null,
	site_id uuid,
	codes jsonb not null default '{}',
	digest bytea,
	xact xid8 not null default pg_current_xact_id()
);
create index audit_object on core.audit (object_id, id);
create table core.audit_private (
	entry uuid primary key,
	salt bytea not null,
	payload text not null
);

-- Successes of the last 24 hours, by the client's Idempotency-Key.
create table core.idempotency (
	account_id uuid not null,
	key uuid not null,
	what text not null,
	digest bytea not null,
	article_id uuid,
	object_id uuid,
	result json,
	at timestamptz not null,
	primary key (account_id, key)
);
create index idempotency_at on core.idempotency (at);
