-- SPDX-License-Identifier: Apache-2.0
-- A site's tokens become API tokens: with scopes, an end, and their last use. Tokens made before keep what they could do, creating
-- articles, and have no end.
alter table core.site_token rename to api_token;
alter table core.api_token rename constraint site_token_pkey to api_token_pkey;
alter table core.api_token rename constraint site_token_token_key to api_token_token_key;
alter table core.api_token rename constraint site_token_site_id_fkey to api_token_site_id_fkey;
alter table core.api_token
	add column scopes text[] not null default '{articles:create}' check (scopes <> '{}'),
	add column made_by uuid references core.account,
	add column expires_at timestamptz,
	add column last_used_at timestamptz;
alter table core.api_token alter column scopes drop default;
create index api_token_site on core.api_token (site_id, id);
comment on table core.api_token is
	'Tokens of a site''s own systems for the API. Personal data: made_by. Kept for good, also after they have ended, because the '
	'audit names them. Read by the site''s admins and auditors and by the operator.';
comment on column core.api_token.name is 'The name that its maker gave to the system that has the token; may be empty.';
comment on column core.api_token.scopes is 'What the token opens: names of server/request/request.h, for example articles:create.';
comment on column core.api_token.made_by is 'Personal data: the admin who made the token; null for the operator.';
comment on column core.api_token.expires_at is 'When the token ends by itself; null for a token that was made before tokens had an end.';
comment on column core.api_token.last_used_at is 'The minute of its last use, exact to the precision of api_1.sessions_used(); null if it was never used.';
comment on column core.api_token.revoked_at is 'When the token was ended; null while it is valid or has expired.';

drop function if exists core.site_token_make(uuid, text, text, bytea);
