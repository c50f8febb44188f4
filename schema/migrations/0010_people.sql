-- What people are owed: statements of reasons, appeals, notices of illegal content, and mail about them.

-- Functions that take more than they did; the api's files make them anew.
drop function if exists core.notice_rule(core.comment, jsonb);
drop function if exists core.notices_decided(core.comment, uuid, text, text, text);
drop function if exists api_1.notice_list(bytea);
drop function if exists api_1.sanction_add(bytea, uuid, uuid, text, timestamptz, text, text, text, uuid, bytea);

-- Readers see moderators under a name that stays the same on a site and says nothing else.
create table core.pseudonym (
	site_id uuid not null, -- all zero: of all sites
	account_id uuid not null,
	number int not null,
	primary key (site_id, account_id),
	unique (site_id, number)
);

alter table core.notice drop constraint notice_kind_check;
alter table core.notice add constraint notice_kind_check
	check (kind in ('rejected', 'held', 'restored', 'report', 'sanction', 'lifted', 'appeal', 'illegal'));
alter table core.notice add column site_id uuid;

-- The comments of a span that a sanction takes with it: rejected in batches, undone in batches.
create table core.sanction_span (
	sanction_id uuid primary key,
	account_id uuid not null,
	site_id uuid, -- null: of all sites
	moderator_id uuid not null,
	reason text not null,
	since timestamptz not null,
	upto timestamptz not null, -- what comes later is not meant
	state text not null check (state in ('rejecting', 'rejected', 'restoring', 'restored')),
	at_id uuid not null, -- all up to here are done
	rejected int not null default 0,
	restored int not null default 0,
	kept int not null default 0, -- something happened to them since, so they stay as they are
	restored_by uuid
);
create index span_unfinished on core.sanction_span (sanction_id) where state in ('rejecting', 'restoring');

alter table core.decision add column sanction_id uuid; -- the sanction whose span it belongs to
create index decision_sanction on core.decision (sanction_id, id) where sanction_id is not null;

-- An author asks somebody else to look again. subject is what is appealed: a decision, a
-- sanction, or the notice of a rule that decided alone; each once.
create table core.appeal (
	id uuid primary key,
	account_id uuid not null,
	subject uuid not null unique,
	kind text not null check (kind in ('decision', 'sanction', 'rule')),
	site_id uuid, -- null: of all sites
	article_id uuid,
	comment_id uuid,
	decision_id uuid,
	sanction_id uuid,
	notice_id uuid,
	text text not null,
	state text not null default 'open' check (state in ('open', 'upheld', 'overturned')),
	made_at timestamptz not null,
	decided_by uuid,
	decided_entry uuid,
	decided_at timestamptz,
	check ((state = 'open') = (decided_by is null))
);
create index appeal_open on core.appeal (id) where state = 'open';
create index appeal_account on core.appeal (account_id, id);
create index appeal_comment on core.appeal (comment_id) where comment_id is not null;

-- Notices of illegal content (Regulation (EU) 2022/2065, art. 16), from anyone.
create table core.illegal_notice (
	id uuid primary key,
	reference text not null unique,
	article_id uuid not null,
	comment_id uuid not null,
	site_id uuid not null,
	revision int not null,
	account_id uuid, -- of who was signed in
	state text not null default 'open' check (state in ('open', 'decided')),
	outcome text check (outcome in ('removed', 'kept', 'withdrawn')),
	automated boolean not null default false,
	made_at timestamptz not null,
	decided_at timestamptz,
	check ((state = 'open') = (outcome is null))
);
create index illegal_comment on core.illegal_notice (comment_id, id);

-- What names the notifier, or quotes them; erasure empties it and the notice stands.
create table core.illegal_private (
	illegal_id uuid primary key references core.illegal_notice,
	name text,
	email text,
	url text,
	law text,
	explanation text
);

-- Mail to be sent, written in the transaction of what it tells. Addresses are looked up when
-- it is sent, so that none stands here.
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

-- Words of moderators about an account, for moderators only.
create table core.account_note (
	id uuid primary key,
	account_id uuid not null,
	site_id uuid,
	moderator_id uuid not null,
	text text not null,
	at timestamptz not null
);
create index account_note_account on core.account_note (account_id, id);

-- Who took part in what is appealed does not decide the appeal, whatever function asks.
create function core.took_part(p_appeal core.appeal, p_account uuid) returns boolean language sql stable
as $$
	select p_account = p_appeal.account_id
		or exists (select from core.decision d where d.comment_id = p_appeal.comment_id
			and p_account in (d.moderator_id, d.undone_by))
		or exists (select from core.sanction n where n.id = p_appeal.sanction_id and p_account in (n.made_by, n.lifted_by))
		or exists (select from core.sanction_span s where s.sanction_id = p_appeal.sanction_id and s.moderator_id = p_account)
		or exists (select from core.report r where r.article_id = p_appeal.article_id and r.comment_id = p_appeal.comment_id
			and r.reporter_id = p_account)
		or exists (select from core.illegal_notice i where i.comment_id = p_appeal.comment_id and i.account_id = p_account)
		or exists (select from core.appeal x where x.comment_id = p_appeal.comment_id and x.id <> p_appeal.id
			and x.decided_by = p_account)
$$;
create function core.appeal_apart() returns trigger language plpgsql
as $$
begin
	if old.decided_by is not null and new.decided_by is distinct from old.decided_by then
		raise exception 'an appeal is decided once' using errcode = 'check_violation';
	elsif new.decided_by is not null and old.decided_by is null and core.took_part(old, new.decided_by) then
		raise exception 'who took part does not decide the appeal' using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger appeal_apart before update on core.appeal for each row execute function core.appeal_apart();
create index notice_unread on core.notice (account_id) where read_at is null;
