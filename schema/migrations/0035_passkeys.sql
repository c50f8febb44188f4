-- SPDX-License-Identifier: Apache-2.0
-- Passkeys: public keys of authenticators, as a second factor and alone.
create table core.passkey (
	id uuid primary key,
	account_id uuid not null references core.account,
	host text not null,
	credential bytea not null unique check (length(credential) between 1 and 1023),
	alg int not null,
	public_key bytea not null,
	counter bigint not null,
	name text not null,
	transports text not null check (transports ~ '^[a-z -]{0,64}$'),
	may_sync boolean not null,
	synced boolean not null,
	made_at timestamptz not null,
	last_at timestamptz
);
comment on table core.passkey is
	'Public keys with which accounts sign in or prove a second factor. Personal data. Kept until the account removes it, as long as the '
	'account exists. Read by the account itself: name and times; by the worker, which verifies signatures: the key.';
comment on column core.passkey.id is 'Identifies the passkey in addresses, and the write that made it.';
comment on column core.passkey.account_id is 'Personal data: the account.';
comment on column core.passkey.host is 'The host whose pages it works on (WebAuthn''s RP ID): that of server.base_url or server.desk_url when it was made.';
comment on column core.passkey.credential is 'Personal data: the id that its authenticator gave it.';
comment on column core.passkey.alg is 'COSE''s number of the algorithm: -7 ES256, -8 EdDSA, -257 RS256.';
comment on column core.passkey.public_key is 'Personal data: the public key, in the form of server/secret/passkey.h.';
comment on column core.passkey.counter is 'The authenticator''s signature counter at the last use; 0: it does not count.';
comment on column core.passkey.name is 'Personal data: the name that its account gave it.';
comment on column core.passkey.transports is 'How browsers reach its authenticator, in their words, separated by spaces; a hint for later uses.';
comment on column core.passkey.may_sync is 'Whether its authenticator may copy it to other devices; never changes.';
comment on column core.passkey.synced is 'Whether it was copied, at the last use.';
comment on column core.passkey.made_at is 'When it was made.';
comment on column core.passkey.last_at is 'When it was last used; null: never.';
create index passkey_account on core.passkey (account_id, id);

comment on table core.sign_on_token is
	'Tokens of providers and challenges of passkeys that were used, so that none works twice. No personal data. Kept until the token would be '
	'refused as expired, at most a day. Read by the database functions alone.';
comment on column core.sign_on_token.digest is
	'BLAKE2b-256 digest of issuer and jti, or of the signed part of a token without jti; or of a challenge.';
