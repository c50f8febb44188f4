-- SPDX-License-Identifier: Apache-2.0
-- Second factors: authenticator apps (TOTP, RFC 6238) and recovery codes.
create table core.totp (
	id uuid primary key,
	account_id uuid not null references core.account,
	secret bytea not null,
	made_at timestamptz not null,
	confirmed_at timestamptz,
	last_step bigint
);
comment on table core.totp is
	'Secrets that an account shares with an authenticator app. Personal data. Kept for an hour without confirmed_at, and with it until '
	'the account replaces or removes it. Read by the worker, which compares codes; the app gets the secret once.';
comment on column core.totp.id is 'Identifies the write that began it.';
comment on column core.totp.account_id is 'Personal data: the account.';
comment on column core.totp.secret is
	'Personal data: a byte, then the secret: 0 as it is, 1 encrypted by the worker with accounts.factor_key (server/secret/totp.h).';
comment on column core.totp.made_at is 'When its account began to set it up.';
comment on column core.totp.confirmed_at is 'When a code of the app confirmed it; null: it counts for nothing yet.';
comment on column core.totp.last_step is 'The time step of the last accepted code. Codes of this step and of earlier ones are refused.';
create unique index totp_begun on core.totp (account_id) where confirmed_at is null;
create unique index totp_confirmed on core.totp (account_id) where confirmed_at is not null;
create index totp_made on core.totp (made_at) where confirmed_at is null;

create table core.recovery_code (
	account_id uuid not null references core.account,
	digest bytea not null,
	made_at timestamptz not null,
	used_at timestamptz,
	primary key (account_id, digest)
);
comment on table core.recovery_code is
	'Codes that stand in once for a lost second factor. Personal data. Kept until the account makes new ones or removes its last '
	'factor. Read by the database functions alone; the account sees how many are left.';
comment on column core.recovery_code.account_id is 'Personal data: the account.';
comment on column core.recovery_code.digest is 'BLAKE2b-256 digest of the code (at least 112 random bits); the code itself is never stored.';
comment on column core.recovery_code.made_at is 'When the account made it.';
comment on column core.recovery_code.used_at is 'When it was used; null: it still works.';

alter table core.session add column tries int not null default 0;
comment on column core.session.tries is 'Wrong codes in this session since the last right one.';
