-- SPDX-License-Identifier: Apache-2.0
-- The session at a provider that a session of ours began with, so that the provider can end it.
alter table core.session add column provider_id uuid references core.provider on delete set null;
alter table core.session add column provider_sid text;
comment on column core.session.provider_id is 'The provider of OpenID Connect that signed in; null for any other sign-in.';
comment on column core.session.provider_sid is 'Personal data: the claim sid of the ID token (OpenID Connect Back-Channel Logout 2.1); null: it had none.';
create index session_provider on core.session (provider_id, provider_sid) where provider_id is not null;
