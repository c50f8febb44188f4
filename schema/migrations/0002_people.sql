-- Sites, the accounts of the installation, what they may do and may not do.
create table core.site (
	id uuid primary key,
	key text not null unique check (key <> ''),
	title text not null default '',
	origins text[] not null default '{}',
	settings jsonb not null default '{}',
	rules_version int not null default 0,
	-- the rules SQL decides, cut out of the current rule set: it may be large, this is read on every post
	state_rules jsonb not null default '{}',
	created_at timestamptz not null default core.now(),
	updated_at timestamptz not null default core.now()
);

create table core.rule_set (
	site_id uuid not null references core.site,
	version int not null,
	document jsonb not null check (jsonb_typeof(document) = 'object'),
	made_by uuid,
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);

create table core.account (
	id uuid primary key,
	username text not null check (position('@' in username) = 0),
	skeleton text not null unique, -- what confusable names share
	email text,
	email_verified boolean not null default false,
	password_hash text not null,
	rehashed_from text, -- the same password, hashed at the former cost: a parallel sign-in may still name it
	state text not null default 'active' check (state in ('active', 'erased')),
	created_at timestamptz not null default core.now()
);
-- An address that nobody has proved is neither unique nor good for signing in.
create unique index account_email on core.account (lower(email)) where email_verified;

create table core.role (
	account_id uuid not null references core.account,
	site_id uuid references core.site, -- null: all sites
	role text not null check (role in ('staff', 'moderator', 'admin', 'auditor')),
	granted_by uuid,
	granted_at timestamptz not null default core.now(),
	unique nulls not distinct (account_id, site_id)
);

create table core.session (
	id uuid primary key,
	account_id uuid not null references core.account,
	token bytea not null unique, -- BLAKE2b-256 of the token
	network text, -- keyed digest, never the address
	agent text,
	created_at timestamptz not null default core.now(),
	expires_at timestamptz not null
);
create index session_expires on core.session (expires_at);
create index session_account on core.session (account_id, id);

create table core.site_token (
	id uuid primary key,
	site_id uuid not null references core.site,
	name text not null default '',
	token bytea not null unique,
	created_at timestamptz not null default core.now(),
	revoked_at timestamptz
);

create table core.sanction (
	id uuid primary key,
	account_id uuid not null references core.account,
	site_id uuid references core.site, -- null: all sites
	kind text not null check (kind in ('warn', 'mute', 'premoderate', 'ban')),
	until timestamptz not null default 'infinity',
	reason text not null,
	made_by uuid,
	made_at timestamptz not null default core.now(),
	read_at timestamptz, -- a warning stops its reader from posting until it was read
	lifted_by uuid,
	lifted_at timestamptz
);
create index sanction_live on core.sanction (account_id) where lifted_at is null;
create index sanction_account on core.sanction (account_id, id);

-- Who is asking: an account as one site sees it. account is null without a live session.
create type core.who as (
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
