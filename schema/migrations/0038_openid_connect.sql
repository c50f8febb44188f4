-- SPDX-License-Identifier: Apache-2.0
-- Sign-in by OpenID Connect: providers of a second kind, and the sign-ins that have begun.
alter table core.provider add column kind text not null default 'jwt' check (kind in ('jwt', 'oidc'));
comment on table core.provider is
	'Systems of publishers that sign readers in. No personal data. Kept until the operator removes it. Read by the workers, which '
	'verify tokens, and by the operator; its secrets are never shown.';
comment on column core.provider.kind is 'jwt: it signs tokens for us (deploy/doc/sign-on.md); oidc: OpenID Connect (deploy/doc/openid-connect.md).';
comment on column core.provider.name is 'Its short name in commands, audit and log; unique on the site, and of an oidc provider also among those of all sites, as its redirect URI has it.';
comment on column core.provider.audience is 'The claim aud of its tokens; of an oidc provider our client id.';
comment on column core.provider.settings is
	'An object {title, claims, roles, badges} with algorithms, sign_in, life_max of kind jwt, and client_auth, scopes, acr_values, max_age, second_factor '
	'of kind oidc; without secrets.';
comment on column core.provider.keys is
	'A JWK Set (RFC 7517): the keys that verify its tokens; of an oidc provider our client secret as the only key, of type oct, or none. It may have secrets.';
create unique index provider_oidc_name on core.provider (name) where kind = 'oidc';

create table core.sign_on_state (
	digest bytea primary key,
	browser bytea not null,
	provider_id uuid not null references core.provider on delete cascade,
	next text not null,
	begun_at timestamptz not null,
	expires_at timestamptz not null
);
comment on table core.sign_on_state is
	'Sign-ins by OpenID Connect that have begun. No personal data. Kept until the answer of the provider arrives, at most ten minutes. '
	'Read by the database functions alone.';
comment on column core.sign_on_state.digest is 'BLAKE2b-256 digest of the parameter state (RFC 6749 4.1.1).';
comment on column core.sign_on_state.browser is 'BLAKE2b-256 digest of the cookie of the browser that began it; the answer has to come from this browser.';
comment on column core.sign_on_state.provider_id is 'The provider that was asked.';
comment on column core.sign_on_state.next is 'The page to go on to: a path of ours, or an address of one of the site''s origins.';
comment on column core.sign_on_state.begun_at is 'When it began.';
comment on column core.sign_on_state.expires_at is 'When the answer comes too late.';
create index sign_on_state_expires on core.sign_on_state (expires_at);
create index sign_on_state_provider on core.sign_on_state (provider_id);
