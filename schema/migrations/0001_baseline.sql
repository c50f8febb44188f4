-- The whole schema before the first release. Later changes are migrations of their own, from 0002 on.
-- Order: schemas and small functions, sites, accounts, articles, comments, moderation, notices and appeals,
-- audit, search, upkeep, seeds. The functions that the server calls stand in schema/api.

create schema if not exists core;
create schema if not exists api_1;
create schema if not exists ext;
revoke all on schema core, api_1 from public;
alter default privileges revoke execute on functions from public;

do $$
begin
	create extension if not exists pg_trgm schema ext;
exception when insufficient_privilege or undefined_file then
	raise warning 'pg_trgm cannot be installed: search reads every text';
end $$;

-- ==== small functions that tables, indexes and the clock need

-- The clock. All decisions about time use the database's clock. A table or a setting would cost a read on
-- every call, or the app role could set it; PostgreSQL inlines this function. Tests move it with core.clock_set().
create function core.now() returns timestamptz language sql volatile parallel safe
as $$ select clock_timestamp() + interval '0' $$;

create function core.clock_set(p_offset interval) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.now() returns timestamptz language sql volatile parallel safe as %L',
	    format('select clock_timestamp() + interval %L', p_offset));
end $$;

-- The machine's own time in milliseconds, to compare it with the clocks that make ids.
create function core.wall_clock() returns bigint language sql volatile parallel safe
as $$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$;

-- Ids are UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then version and random bits.
create function core.id_time(p_id uuid) returns timestamptz language sql immutable strict parallel safe
as $$ select to_timestamp(('x' || lpad(translate(left(p_id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0) $$;

-- A new id for rows that no client waits for: notices, and audit entries of changes without an id of their own.
create function core.new_id() returns uuid language sql volatile parallel safe
as $$ select encode(set_byte(overlay(uuid_send(gen_random_uuid())
	placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3 for 6) from 1 for 6),
	6, 112 | (random() * 15)::int), 'hex')::uuid $$;

-- The smallest id of a moment.
create function core.id_from(p_at timestamptz) returns uuid language sql immutable strict parallel safe
as $$ select (lpad(to_hex(greatest((extract(epoch from p_at) * 1000)::bigint, 0)), 12, '0') || '00000000000000000000')::uuid $$;

-- RFC 3339, UTC, milliseconds.
create function core.rfc3339(p_at timestamptz) returns text language sql stable parallel safe
as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Roles in order of power. An auditor sees the same as a moderator and changes nothing.
create function core.role_rank(p_role text) returns int language sql immutable parallel safe
as $$ select case p_role when 'admin' then 4 when 'moderator' then 3 when 'auditor' then 2 when 'staff' then 1 else 0 end $$;
create function core.rank_role(p_rank int) returns text language sql immutable parallel safe
as $$ select case p_rank when 4 then 'admin' when 3 then 'moderator' when 2 then 'auditor' when 1 then 'staff' else 'reader' end $$;

-- The lower bound of Wilson's interval (80 %) for the up votes minus the same for the down votes, in
-- billionths: 0 without votes, symmetric, and it fits int4 (E. B. Wilson, JASA 22, 1927).
create function core.wilson(p_good int, p_all int) returns float8 language sql immutable parallel safe
as $$ select case when p_all <= 0 then 0::float8 else
	(p_good / p_all::float8 + 0.821187207 / p_all
	- 1.281551566 * sqrt(p_good::float8 * (p_all - p_good) / p_all + 0.410593604) / p_all)
	/ (1 + 1.642374415 / p_all) end $$;
create function core.rank_best(p_up int, p_down int) returns int language sql immutable parallel safe
as $$ select round((core.wilson(p_up, p_up + p_down) - core.wilson(p_down, p_up + p_down)) * 1000000000)::int $$;

-- Waiting this many seconds weighs as much as one point of priority. A function, as the clock is. The stored
-- priorities of all open cases depend on it, so core.half_life_set() computes them anew.
create function core.half_life() returns float8 language sql immutable parallel safe
as $$ select 21600::float8 $$;
create function core.half_life_set(p_seconds float8) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.half_life() returns float8 language sql immutable parallel safe as %L',
	    format('select %s::float8', p_seconds));
	update core.case_file set priority = weight - extract(epoch from opened_at) / p_seconds where state = 'open';
end $$;

-- The part of a rules document that the database applies itself, including the rules of single articles.
create function core.state_rules(p_document jsonb) returns jsonb language sql immutable parallel safe
as $$
	select coalesce(jsonb_object_agg(r.key, r.value), '{}') from (
		select d.key, d.value from jsonb_each(p_document) d
		where d.key in ('repetition', 'newcomer', 'record', 'velocity', 'premoderated') and d.value <> 'null'
		union all
		select 'articles', jsonb_object_agg(x.key, x.own) from (
			select o.key, jsonb_object_agg(e.key, e.value) as own
			from jsonb_each(case jsonb_typeof(p_document -> 'articles') when 'object' then p_document -> 'articles' else '{}' end) o,
				jsonb_each(o.value) e
			where e.key in ('repetition', 'newcomer', 'record', 'velocity', 'premoderated')
			group by o.key) x
		having count(*) > 0) r
$$;

-- The state rules of one article: the site's rules, overridden by the article's; null switches a rule off.
create function core.article_rules(p_rules jsonb, p_article uuid) returns jsonb language sql immutable parallel safe
as $$
	select case when p_rules ? 'articles'
		then jsonb_strip_nulls((p_rules - 'articles') || coalesce(p_rules #> array['articles', p_article::text], '{}'))
		else p_rules end
$$;

-- Text as search compares it: compatibility forms, Hangul as its letters (so that words of two syllables have
-- trigrams), lower case, without accents, vowel points and invisible characters; one form of quotation marks,
-- dashes and white space. Two indexes store its results: a change needs a migration that rebuilds them.
create function core.folded(p_text text) returns text language sql immutable strict parallel safe
as $f$
		select regexp_replace(regexp_replace(replace(
			lower(normalize(translate(p_text,
				U&'\0060\00B4\02B9\02BC\2018\2019\201A\201B\2032\2035\FF07\201C\201D\201E\201F\00AB\00BB\2010\2011\2012\2013\2014\2015\2212\03C2',
				U&'\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0022\0022\0022\0022\0022\0022\002D\002D\002D\002D\002D\002D\002D\03C3'), NFKD)),
			U&'\00DF', 'ss'),
			U&'[\0300-\036F\0483-\0489\0591-\05BD\05BF\05C1\05C2\05C4\05C5\05C7\0610-\061A\0640\064B-\065F\0670\06D6-\06DC\06DF-\06E8\06EA-\06ED'
			'\1AB0-\1AFF\1DC0-\1DFF\20D0-\20FF\FE20-\FE2F'
			'\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B-\200F\202A-\202E\2060-\206F\2800\3164\FE00-\FE0F\FEFF\FFA0\FFF0-\FFFC\+0E0000-\+0E0FFF]',
			'', 'g'), '\s+', ' ', 'g')
	$f$;

-- ==== sites

create table core.site (
	id uuid primary key,
	key text not null unique check (key <> ''),
	title text not null default '',
	origins text[] not null default '{}',
	settings jsonb not null default '{}',
	rules_version int not null default 0,
	state_rules jsonb not null default '{}',
	created_at timestamptz not null default core.now(),
	updated_at timestamptz not null default core.now(),
	settings_version int not null default 0
);

create table core.site_settings (
	site_id uuid not null references core.site,
	version int not null,
	settings jsonb not null check (jsonb_typeof(settings) = 'object'),
	made_by uuid,
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);

-- Every version of the settings is kept, whichever function writes. The account comes from core.viewer().
create function core.settings_version_add() returns trigger language plpgsql
as $$
begin
	new.settings_version := old.settings_version + 1;
	insert into core.site_settings (site_id, version, settings, made_by)
	values (new.id, new.settings_version, new.settings, substring(current_setting('madang.audit_source', true) from '^[0-9a-f-]{36}')::uuid);
	return new;
end $$;
create trigger settings_version_add before update of settings on core.site for each row
when (new.settings is distinct from old.settings) execute function core.settings_version_add();

create table core.rule_set (
	site_id uuid not null references core.site,
	version int not null,
	document jsonb not null check (jsonb_typeof(document) = 'object'),
	made_by uuid,
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);

create table core.site_token (
	id uuid primary key,
	site_id uuid not null references core.site,
	name text not null default '',
	token bytea not null unique,
	created_at timestamptz not null default core.now(),
	revoked_at timestamptz
);

-- ==== accounts

create table core.account (
	id uuid primary key,
	username text not null check (position('@' in username) = 0),
	skeleton text not null unique,
	email text,
	email_verified boolean not null default false,
	password_hash text not null,
	rehashed_from text,
	state text not null default 'active' check (state in ('active', 'erased')),
	created_at timestamptz not null default core.now()
);
-- An unverified address is neither unique nor accepted for signing in.
create unique index account_email on core.account (lower(email)) where email_verified;

create table core.role (
	account_id uuid not null references core.account,
	site_id uuid references core.site,
	role text not null check (role in ('staff', 'moderator', 'admin', 'auditor')),
	granted_by uuid,
	granted_at timestamptz not null default core.now(),
	unique nulls not distinct (account_id, site_id)
);

create table core.session (
	id uuid primary key,
	account_id uuid not null references core.account,
	token bytea not null unique,
	network text,
	agent text,
	created_at timestamptz not null default core.now(),
	expires_at timestamptz not null
);
create index session_expires on core.session (expires_at);
create index session_account on core.session (account_id, id);
create index session_network on core.session (network, account_id) where network is not null;

create table core.account_network (
	account_id uuid not null references core.account,
	network text not null,
	last_at timestamptz not null,
	primary key (account_id, network)
);
create index account_network_network on core.account_network (network, account_id);
create index account_network_at on core.account_network (last_at);

create table core.account_note (
	id uuid primary key,
	account_id uuid not null,
	site_id uuid,
	moderator_id uuid not null,
	text text not null,
	at timestamptz not null
);
create index account_note_account on core.account_note (account_id, id);

create table core.pseudonym (
	site_id uuid not null,
	account_id uuid not null,
	number int not null,
	primary key (site_id, account_id),
	unique (site_id, number)
);

-- The account that asks, as one site sees it; account is null without a live session.
create type core.viewer_state as (
	account uuid,
	name text,
	rank int,
	since timestamptz,
	session uuid,
	expires_at timestamptz,
	banned boolean,
	ban_until timestamptz,
	muted boolean,
	mute_until timestamptz,
	premoderate boolean,
	warned boolean
);

-- ==== articles and comments
-- Rows of an article have article_id first in their key and no foreign keys: the article's row lock keeps
-- them consistent. A key share lock on an account that many articles share would bring the deadlocks that
-- the lock order avoids.

create table core.article (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	url text not null,
	title text not null,
	state text not null default 'open' check (state in ('open', 'premoderated', 'closed', 'hidden')),
	version bigint not null default 1,
	comment_count int not null default 0 check (comment_count >= 0),
	created_at timestamptz not null default core.now(),
	slow int not null default 0 check (slow >= 0),
	closes_at timestamptz,
	closes_after int check (closes_after > 0),
	silence_check_at timestamptz,
	marks jsonb not null default '{}',
	unique (site_id, key)
) with (fillfactor = 50);
create index article_closes on core.article (least(closes_at, silence_check_at))
	where (closes_at is not null or silence_check_at is not null) and state in ('open', 'premoderated');

create table core.article_url (
	site_id uuid not null,
	url text not null,
	article_id uuid not null references core.article,
	form int not null default 1,
	primary key (site_id, url)
);
create index article_url_article on core.article_url (article_id);

create table core.article_duplicate (
	article_id uuid not null references core.article,
	site_id uuid not null,
	url text not null,
	primary key (article_id, url)
);

create table core.article_moved (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	article_id uuid not null references core.article,
	at timestamptz not null default core.now(),
	unique (site_id, key)
);
create index article_moved_article on core.article_moved (article_id);

create table core.comment (
	article_id uuid not null,
	id uuid not null,
	parent_id uuid not null,
	depth int not null,
	author_id uuid not null,
	author_name text not null,
	author_role text not null,
	state text not null check (state in ('published', 'held', 'rejected', 'withdrawn')),
	visible boolean not null,
	revision int not null default 1,
	up int not null default 0 check (up >= 0),
	down int not null default 0 check (down >= 0),
	rank_best int not null default 0,
	reply_count int not null default 0 check (reply_count >= 0),
	rules_version int not null default 0,
	created_at timestamptz not null,
	edited_at timestamptz,
	state_changed_at timestamptz,
	text_erased_at timestamptz,
	body text not null,
	html text not null,
	primary key (article_id, id)
);
create index comment_newest on core.comment (article_id, parent_id, id) where visible;
create index comment_best on core.comment (article_id, parent_id, rank_best, id) where visible;
create index comment_replies on core.comment (article_id, parent_id, reply_count, id) where visible;
create index comment_unseen on core.comment (article_id, author_id, id) where state in ('held', 'rejected');
create index comment_id on core.comment (id); -- moderation knows a comment by its id alone
create index comment_author on core.comment (author_id, state, id);
create index comment_state on core.comment (state, id) where state <> 'published';
-- the sweep's: texts that are kept for appeals only
create index comment_kept on core.comment (coalesce(state_changed_at, created_at)) where state in ('rejected', 'withdrawn') and text_erased_at is null;

create table core.comment_revision (
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	body text not null,
	html text not null,
	made_at timestamptz not null,
	text_erased_at timestamptz,
	primary key (article_id, comment_id, revision)
);
create index revision_kept on core.comment_revision (made_at) where text_erased_at is null;

create table core.vote (
	article_id uuid not null,
	account_id uuid not null,
	comment_id uuid not null,
	value smallint not null check (value in (-1, 1)),
	primary key (article_id, account_id, comment_id)
);

create table core.journal (
	article_id uuid not null,
	version bigint not null,
	seq int not null default 0,
	change text not null,
	comment_id uuid,
	at timestamptz not null default core.now(),
	primary key (article_id, version, seq)
);
create index journal_at on core.journal (at);

create table core.signature (
	site_id uuid not null,
	band bigint not null,
	at timestamptz not null,
	article_id uuid not null,
	comment_id uuid not null
);
create index signature_band on core.signature (site_id, band, at);
create index signature_at on core.signature (at);
create index signature_comment on core.signature (article_id, comment_id);

-- ==== moderation: signals, reports, cases, decisions, jobs, sanctions

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
	spans jsonb not null default '[]',
	rules_version int not null,
	at timestamptz not null,
	words text[],
	primary key (article_id, comment_id, id)
);
create index signal_rule on core.signal (rule, comment_id);
create index signal_reason on core.signal (reason, comment_id);
create index signal_restricts on core.signal (comment_id, revision) where outcome in ('hold', 'reject');
create index signal_at on core.signal (at) where outcome in ('hold', 'reject');
create index signal_when on core.signal (at);

create table core.report (
	article_id uuid not null,
	comment_id uuid not null,
	reporter_id uuid not null,
	revision int not null,
	id uuid not null,
	reason text not null check (reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')),
	detail text,
	at timestamptz not null,
	weight real not null default 1,
	good_standing boolean not null default true,
	upheld boolean,
	primary key (article_id, comment_id, revision, reporter_id, reason)
);
create index report_reporter on core.report (article_id, reporter_id, comment_id);
create index report_reason on core.report (reason, comment_id);
create index report_at on core.report (at);
-- A reporter's standing counts revisions, not reasons: only the first report of a revision has a weight.
create index report_outcome on core.report (reporter_id, at) include (upheld) where upheld is not null and weight > 0;

create table core.report_notification (
	id bigint primary key generated always as identity,
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	site_id uuid not null,
	decision_id uuid,
	body jsonb not null,
	include_notified boolean not null,
	reported_after timestamptz not null,
	reported_until timestamptz not null,
	after_revision int not null,
	after_reporter uuid not null,
	last_sent_at timestamptz not null
);
create index report_notification_comment on core.report_notification (comment_id);
create index report_notification_next on core.report_notification (last_sent_at, id);
create index report_notification_decision on core.report_notification (decision_id);

create table core.case_file (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	author_id uuid not null,
	state text not null check (state in ('open', 'closed')),
	closed_as text check (closed_as in ('approved', 'rejected', 'moot')),
	version int not null,
	weight float8 not null,
	priority float8 not null,
	held boolean not null default false,
	reported boolean not null default false,
	suspect boolean not null default false,
	escalated boolean not null default false,
	appealed boolean not null default false,
	illegal boolean not null default false,
	approved_revision int,
	opened_at timestamptz not null,
	decided_at timestamptz,
	claimed_by uuid,
	claimed_until timestamptz,
	terms jsonb not null default '{}',
	hold_ends timestamptz,
	hold_used_revision int,
	proposal jsonb,
	withdrawn_at timestamptz
);
-- One index for each view of the queue. Cases of withdrawn comments have a view of their own.
create index case_open on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null;
create index case_held on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and held;
create index case_reported on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and reported;
create index case_suspect on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and suspect;
create index case_escalated on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and escalated;
create index case_appealed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and appealed;
create index case_illegal on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and illegal;
create index case_proposed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and proposal is not null;
create index case_withdrawn on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is not null;
create index case_mine on core.case_file (claimed_by, priority, comment_id) where state = 'open' and claimed_by is not null;
create index case_article on core.case_file (article_id, priority, comment_id) where state = 'open';
-- the sweep's
create index case_hold_ends on core.case_file (hold_ends) where hold_ends is not null;
create index case_withdrawn_at on core.case_file (withdrawn_at) where state = 'open' and withdrawn_at is not null;

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
	case_before jsonb,
	case_version int not null,
	at timestamptz not null,
	undone_by uuid,
	undone_entry uuid,
	undone_at timestamptz,
	sanction_id uuid,
	job_id uuid,
	proposed_by uuid
);
create index decision_comment on core.decision (comment_id, id);
create index decision_author on core.decision (author_id, id);
create index decision_moderator on core.decision (moderator_id, id);
create index decision_reason on core.decision (reason, comment_id) where reason is not null;
create index decision_at on core.decision (at);
create index decision_sanction on core.decision (sanction_id, id) where sanction_id is not null;
create index decision_job on core.decision (job_id, id) where job_id is not null;
create index decision_job_author on core.decision (job_id, author_id) where job_id is not null;

create table core.job (
	id uuid primary key,
	made_by uuid not null,
	sites uuid[],
	filter jsonb not null,
	action text not null check (action in ('approve', 'reject', 'restore')),
	reason text,
	note text,
	state text not null check (state in ('preview', 'running', 'paused', 'done', 'undoing', 'undo_paused', 'undone')),
	matched int not null,
	at_id uuid not null default '00000000-0000-0000-0000-000000000000',
	decided int not null default 0,
	skipped int not null default 0,
	undone int not null default 0,
	kept int not null default 0,
	made_at timestamptz not null,
	until uuid not null,
	started_at timestamptz,
	finished_at timestamptz,
	leased_by uuid,
	leased_until timestamptz,
	undo_by uuid
);
create index job_unfinished on core.job (made_at) where state in ('running', 'undoing');

create table core.sanction (
	id uuid primary key,
	account_id uuid not null references core.account,
	site_id uuid references core.site,
	kind text not null check (kind in ('warn', 'mute', 'premoderate', 'ban')),
	until timestamptz not null default 'infinity',
	reason text not null,
	made_by uuid,
	made_at timestamptz not null default core.now(),
	read_at timestamptz,
	lifted_by uuid,
	lifted_at timestamptz
);
create index sanction_live on core.sanction (account_id) where lifted_at is null;
create index sanction_account on core.sanction (account_id, id);
create index sanction_reason on core.sanction (reason, account_id);

create table core.sanction_span (
	sanction_id uuid primary key,
	account_id uuid not null,
	site_id uuid,
	moderator_id uuid not null,
	reason text not null,
	since timestamptz not null,
	upto timestamptz not null,
	state text not null check (state in ('rejecting', 'rejected', 'restoring', 'restored')),
	at_id uuid not null,
	rejected int not null default 0,
	restored int not null default 0,
	kept int not null default 0,
	restored_by uuid
);
create index span_unfinished on core.sanction_span (sanction_id) where state in ('rejecting', 'restoring');

-- ==== notices, appeals, notices of illegal content, mail

create table core.notice (
	id uuid primary key,
	account_id uuid not null,
	kind text not null check (kind in ('rejected', 'held', 'restored', 'report', 'sanction', 'lifted', 'appeal', 'illegal')),
	article_id uuid,
	comment_id uuid,
	decision_id uuid,
	sanction_id uuid,
	body json not null,
	created_at timestamptz not null,
	read_at timestamptz,
	site_id uuid
);
create index notice_account on core.notice (account_id, id);
create index notice_unread on core.notice (account_id) where read_at is null;

create table core.appeal (
	id uuid primary key,
	account_id uuid not null,
	subject uuid not null unique,
	kind text not null check (kind in ('decision', 'sanction', 'rule')),
	site_id uuid,
	article_id uuid,
	comment_id uuid,
	decision_id uuid,
	sanction_id uuid,
	notice_id uuid,
	text text not null,
	state text not null default 'open' check (state in ('open', 'upheld', 'overturned', 'moot')),
	made_at timestamptz not null,
	decided_by uuid,
	decided_entry uuid,
	decided_at timestamptz,
	check ((decided_by is null) = (state in ('open', 'moot')))
);
create index appeal_open on core.appeal (id) where state = 'open';
create index appeal_account on core.appeal (account_id, id);
create index appeal_comment on core.appeal (comment_id) where comment_id is not null;
create index appeal_sanction on core.appeal (sanction_id) where sanction_id is not null;
-- A decision that an appeal made is found here: it cannot be undone as other decisions can.
create unique index appeal_entry on core.appeal (decided_entry) where decided_entry is not null;

-- An account that took part in the appealed decision does not decide the appeal, whichever function asks.
create function core.appeal_independent() returns trigger language plpgsql
as $$
begin
	if old.decided_by is not null and new.decided_by is distinct from old.decided_by then
		raise exception 'an appeal is decided once' using errcode = 'check_violation';
	elsif new.decided_by is not null and old.decided_by is null and core.took_part(old, new.decided_by) then
		raise exception 'who took part does not decide the appeal' using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger appeal_independent before update on core.appeal for each row execute function core.appeal_independent();

create table core.illegal_notice (
	id uuid primary key,
	reference text not null unique,
	article_id uuid not null,
	comment_id uuid not null,
	site_id uuid not null,
	revision int not null,
	account_id uuid,
	state text not null default 'open' check (state in ('open', 'decided')),
	outcome text check (outcome in ('removed', 'kept', 'withdrawn')),
	automated boolean not null default false,
	made_at timestamptz not null,
	decided_at timestamptz,
	check ((state = 'open') = (outcome is null))
);
create index illegal_comment on core.illegal_notice (comment_id, id);

create table core.illegal_private (
	illegal_id uuid primary key references core.illegal_notice,
	name text,
	email text,
	url text,
	law text,
	explanation text
);

create table core.outbox (
	id uuid primary key,
	account_id uuid,
	illegal_id uuid,
	notice_id uuid,
	template text not null,
	data json not null,
	created_at timestamptz not null,
	due_at timestamptz not null,
	tries int not null default 0,
	sent_at timestamptz,
	check (num_nonnulls(account_id, illegal_id) = 1)
);
create index outbox_due on core.outbox (due_at) where sent_at is null;
create index outbox_created on core.outbox (created_at);

-- ==== audit

create table core.audit (
	id uuid primary key,
	at timestamptz not null,
	actor_id uuid,
	action text not null,
	object_id uuid not null,
	site_id uuid,
	codes jsonb not null default '{}',
	digest bytea,
	xact xid8 not null default pg_current_xact_id(),
	network bytea,
	seq bigint generated always as identity constraint audit_seq unique
);
create index audit_object on core.audit (object_id, seq);
create index audit_actor on core.audit (actor_id, seq);
create index audit_action on core.audit (action, seq);
-- Entries that anybody can cause for an account are counted before another is written.
create index audit_bounded on core.audit (actor_id, action, id) where action in ('refused', 'sign_in_failed');

create table core.audit_private (
	entry uuid primary key,
	salt bytea not null,
	payload text not null
);

create table core.audit_unsealed (
	entry uuid primary key
);

create table core.seal (
	number bigint primary key check (number > 0),
	at bigint not null,
	previous bytea not null check (length(previous) = 32),
	hash bytea not null check (length(hash) = 32),
	signature bytea not null check (length(signature) = 64),
	key bytea not null check (length(key) = 32),
	entries uuid[] not null check (cardinality(entries) > 0),
	digests bytea[] not null check (cardinality(digests) = cardinality(entries))
);

create function core.audit_immutable() returns trigger language plpgsql
as $$
begin
	raise exception 'the audit is appended to, never changed' using errcode = 'insufficient_privilege';
end $$;
-- A private part is deleted by core.audit_erase() only, which writes an entry about it.
create function core.audit_private_erased() returns trigger language plpgsql
as $$
begin
	if not exists (select from core.audit a where a.object_id = old.entry and a.action = 'erase' and a.xact = pg_current_xact_id()) then
		raise exception 'a private part is erased by core.audit_erase() alone' using errcode = 'insufficient_privilege';
	end if;
	return old;
end $$;

create trigger immutable before update or delete on core.audit for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.audit execute function core.audit_immutable();
create trigger immutable before update or delete on core.seal for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.seal execute function core.audit_immutable();
create trigger immutable before update on core.audit_private for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.audit_private execute function core.audit_immutable();
create trigger erase_audited before delete on core.audit_private for each row execute function core.audit_private_erased();

-- The functions run as the owner, so the owner has no right to change the audit either.
do $$
begin
	execute format('revoke update, delete, truncate on core.audit, core.seal from %I', current_user);
	execute format('revoke update, truncate on core.audit_private from %I', current_user);
end $$;

-- ==== search

create table core.search_text (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	text text not null
);
create index search_article on core.search_text (article_id, comment_id);
create index search_site on core.search_text (site_id, comment_id);

create table core.search_queue (
	article_id uuid not null,
	comment_id uuid not null
);

create function core.search_enqueue() returns trigger language plpgsql
as $$
begin
	insert into core.search_queue (article_id, comment_id) values (new.article_id, new.id);
	return null;
end $$;
create trigger search_enqueue after insert or update of body on core.comment for each row execute function core.search_enqueue();

-- Trigram indexes, where pg_trgm is installed in any schema.
do $$
declare
	v_schema name;
begin
	select n.nspname into v_schema from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.opcname = 'gin_trgm_ops' limit 1;
	if found then
		execute format('create index search_words on core.search_text using gin (text %I.gin_trgm_ops)', v_schema);
		execute format('create index account_words on core.account using gin (core.folded(username) %I.gin_trgm_ops)', v_schema);
	end if;
end $$;

-- ==== upkeep

create table core.idempotency (
	account_id uuid not null,
	key uuid not null,
	operation text not null,
	digest bytea not null,
	article_id uuid,
	object_id uuid,
	result json,
	at timestamptz not null,
	primary key (account_id, key)
);
create index idempotency_at on core.idempotency (at);
-- A write that ended its own session has no account any more when it is repeated.
create index idempotency_session on core.idempotency (key) where operation = 'session_end';

create table core.probe (
	filler text not null
);
-- Stored as it is: the probe's row takes new pages, as a comment would.
alter table core.probe alter column filler set storage external;

create table core.sweep_state (
	one boolean primary key default true check (one),
	last_at timestamptz not null,
	doubt text,
	doubt_at timestamptz,
	accepted int not null default 0,
	check ((doubt is null) = (doubt_at is null))
);

create table core.epoch (
	one boolean primary key default true check (one),
	epoch uuid not null
);

-- ==== seeds

insert into core.sweep_state (last_at) values (core.now());
insert into core.epoch (epoch) values (gen_random_uuid());
