-- Cases in depth: the terms of a priority, what reports are worth, holds that end by themselves, second
-- moderators, decisions by the thousand, and what an article's moderators may set.

-- A report for every reason; its reader counts once. weight and good are the reader's standing when it was made,
-- upheld what became of it.
alter table core.report
	add column weight real not null default 1,
	add column good boolean not null default true,
	add column upheld boolean,
	drop constraint report_pkey,
	add primary key (article_id, comment_id, revision, reporter_id, reason);
create index report_outcome on core.report (reporter_id, at) include (upheld) where upheld is not null;

alter table core.case_file
	add column terms jsonb not null default '{}', -- what weight is the sum of
	add column hold_ends timestamptz, -- reports alone hold the comment until then
	add column hold_spent int, -- the revision that reports have held for as long as they may
	add column proposal jsonb; -- a decision that waits for a second moderator
create index case_hold_ends on core.case_file (hold_ends) where hold_ends is not null;
update core.case_file set terms = jsonb_build_object('rules', weight) where weight <> 0;

alter table core.article
	add column slow int not null default 0 check (slow >= 0), -- seconds between two comments of one account
	add column closes_at timestamptz,
	add column closes_after int check (closes_after > 0), -- seconds of silence
	add column silence_check timestamptz, -- no sooner can the silence have been long enough
	add column marks jsonb not null default '{}'; -- pinned, featured, locked: ids of comments
create index article_closes on core.article (least(closes_at, silence_check))
	where (closes_at is not null or silence_check is not null) and state in ('open', 'premoderated');

-- Decisions by filter, made in batches. at_id: all up to it are done; a batch and its place are one commit.
create table core.job (
	id uuid primary key,
	made_by uuid not null,
	sites uuid[], -- where its maker moderates; null: everywhere
	filter jsonb not null,
	action text not null check (action in ('approve', 'reject', 'restore')),
	reason text,
	note text,
	state text not null check (state in ('preview', 'running', 'paused', 'done', 'undoing', 'undo_paused', 'undone')),
	matched int not null, -- counted when it was made, up to a limit
	at_id uuid not null default '00000000-0000-0000-0000-000000000000',
	decided int not null default 0,
	skipped int not null default 0,
	undone int not null default 0,
	kept int not null default 0, -- decisions that something later depends on
	made_at timestamptz not null,
	until uuid not null, -- comments made later are not meant
	started_at timestamptz,
	finished_at timestamptz,
	leased_by uuid,
	leased_until timestamptz
);
create index job_unfinished on core.job (made_at) where state in ('running', 'undoing');
alter table core.decision
	add column job_id uuid,
	add column proposed_by uuid; -- the first of two moderators
create index decision_job on core.decision (job_id, id) where job_id is not null;

-- Waiting this many seconds weighs as much as one point. One place, and a function as the clock is: the keys of
-- all open cases are made with it, so a change makes them anew.
create function core.half_life() returns float8 language sql immutable parallel safe
as $$ select 21600::float8 $$;
create function core.half_life_set(p_seconds float8) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.half_life() returns float8 language sql immutable parallel safe as %L',
	    format('select %s::float8', p_seconds));
	update core.case_file set priority = weight - extract(epoch from opened_at) / p_seconds where state = 'open';
end $$;

-- The first id of a moment.
create function core.id_from(p_at timestamptz) returns uuid language sql immutable strict parallel safe
as $$ select (lpad(to_hex(greatest((extract(epoch from p_at) * 1000)::bigint, 0)), 12, '0') || '00000000000000000000')::uuid $$;

drop function if exists api_1.sweep(int, int, int);
drop function if exists api_1.report_post(bytea, uuid, uuid, uuid, text, text, uuid, bytea, int);
drop function if exists api_1.article_patch(bytea, uuid, text, text, text);
