-- SPDX-License-Identifier: Apache-2.0
-- Sign-on by tokens that a publisher's own system signs: providers, the accounts' identities at them, used tokens, and roles
-- that come from a token.
create table core.provider (
	id uuid primary key,
	site_id uuid not null references core.site,
	name text not null check (name ~ '^[a-z0-9-]{1,32}$'),
	issuer text not null,
	audience text not null,
	settings jsonb not null check (jsonb_typeof(settings) = 'object'),
	keys text not null,
	updated_at timestamptz not null,
	unique (site_id, name),
	unique (issuer, audience)
);
comment on table core.provider is
	'Systems of publishers whose signed tokens sign readers in. No personal data. Kept until the operator removes it. Read by the '
	'workers, which verify tokens, and by the operator; its secrets are never shown.';
comment on column core.provider.id is 'Identifies the provider.';
comment on column core.provider.site_id is 'The site whose readers it signs in, and where its roles hold.';
comment on column core.provider.name is 'Its short name in commands, audit and log; unique on the site.';
comment on column core.provider.issuer is 'The claim iss of its tokens. Subjects of one issuer are the same people.';
comment on column core.provider.audience is 'The claim aud of its tokens.';
comment on column core.provider.settings is
	'An object {title, algorithms, sign_in, life_max, claims, roles}: what deploy/doc/sign-on.md explains; without secrets.';
comment on column core.provider.keys is 'A JWK Set (RFC 7517) of the keys that verify its tokens. It may have secrets.';
comment on column core.provider.updated_at is 'When settings or keys last changed.';

create table core.identity (
	issuer text not null,
	subject text not null,
	account_id uuid not null references core.account,
	provider_id uuid references core.provider on delete set null,
	name text,
	made_at timestamptz not null,
	last_at timestamptz not null,
	primary key (issuer, subject)
);
comment on table core.identity is
	'The identity of an account at a publisher. Only issuer and subject link a token to an account, never an address. Personal data. '
	'Kept as long as the account exists. Read by the account itself: the provider''s title.';
comment on column core.identity.issuer is 'The claim iss.';
comment on column core.identity.subject is 'Personal data: the claim that identifies the reader at the publisher, sub unless the provider''s settings name another.';
comment on column core.identity.account_id is 'Personal data: the account.';
comment on column core.identity.provider_id is 'The provider of the last sign-in; null once it is removed.';
comment on column core.identity.name is 'Personal data: the name in the last token. The account takes another name only when this one changes.';
comment on column core.identity.made_at is 'When a token first named this subject.';
comment on column core.identity.last_at is 'When a token last named this subject.';
create index identity_account on core.identity (account_id);
create index identity_provider on core.identity (provider_id);

create table core.sign_on_token (
	digest bytea primary key,
	used_by uuid not null,
	expires_at timestamptz not null
);
comment on table core.sign_on_token is
	'Tokens of providers that were used, so that none works twice. No personal data. Kept until the token would be refused as '
	'expired, at most a day. Read by the database functions alone.';
comment on column core.sign_on_token.digest is 'BLAKE2b-256 digest of issuer and jti, or of the signed part of a token without jti.';
comment on column core.sign_on_token.used_by is 'Identifies the write that used it.';
comment on column core.sign_on_token.expires_at is 'When the token is refused as expired, with every allowed difference of clocks.';
create index sign_on_token_expires on core.sign_on_token (expires_at);

alter table core.role add column provider_id uuid references core.provider on delete cascade;
comment on column core.role.provider_id is
	'The provider whose tokens give the role; it ends when a token no longer does, and with the provider. Null: given by a person.';
create index role_provider on core.role (provider_id) where provider_id is not null;
