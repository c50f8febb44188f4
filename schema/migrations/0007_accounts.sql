-- SPDX-License-Identifier: Apache-2.0
-- Accounts: language, accepted terms, former names, known devices, requests to reset a password, changes of an address, and
-- roles that wait for consent.
alter table core.account
	add column language text not null default 'en' check (language in ('en', 'ko')),
	add column terms_accepted text;
comment on column core.account.language is 'Language of the account''s mails: en or ko.';
comment on column core.account.terms_accepted is 'The version of the terms that the account accepted last (terms.version); null: none.';

alter type core.viewer_state add attribute verified boolean;
alter type core.viewer_state add attribute terms text;
comment on column core.viewer_state.verified is 'Whether its address is verified.';
comment on column core.viewer_state.terms is 'The version of the terms that it accepted last; null: none.';

create table core.account_name (
	id uuid primary key,
	account_id uuid not null references core.account,
	username text not null,
	skeleton text not null,
	changed_at timestamptz not null
);
comment on table core.account_name is
	'Former names of accounts. No other account can take such a name. Personal data. Kept for retention.names after the change. '
	'Read by moderators.';
comment on column core.account_name.id is 'Identifies the change.';
comment on column core.account_name.account_id is 'Personal data: the account.';
comment on column core.account_name.username is 'Personal data: the name before the change.';
comment on column core.account_name.skeleton is 'That name folded so that confusable names are equal (Unicode TS 39).';
comment on column core.account_name.changed_at is 'When the account took another name.';
create index account_name_account on core.account_name (account_id, id);
create index account_name_skeleton on core.account_name (skeleton);
create index account_name_changed on core.account_name (changed_at);

create table core.known_device (
	account_id uuid not null references core.account,
	mark bytea not null,
	last_at timestamptz not null,
	primary key (account_id, mark)
);
comment on table core.known_device is
	'Devices from which an account signed in, to tell it about a sign-in from a new one. Personal data. Kept for '
	'retention.devices after last_at. Read by the database functions alone.';
comment on column core.known_device.account_id is 'Personal data: the account.';
comment on column core.known_device.mark is
	'Personal data: digest of the device''s cookie, or of the network''s keyed digest with the User-Agent.';
comment on column core.known_device.last_at is 'When the account last signed in with this mark.';
create index known_device_at on core.known_device (last_at);

create table core.reset_request (
	id uuid primary key,
	login text not null,
	at timestamptz not null
);
comment on table core.reset_request is
	'Requests to reset a password, until the server''s periodic work has looked for the account, so that the answer to the request '
	'does not depend on it. Personal data. Kept for seconds. Read by the database functions alone.';
comment on column core.reset_request.id is 'Identifies the request.';
comment on column core.reset_request.login is 'Personal data: the name or address that was typed, folded.';
comment on column core.reset_request.at is 'When it was sent.';

create table core.email_change (
	account_id uuid primary key references core.account,
	address text not null,
	former text,
	at timestamptz not null,
	confirmed_at timestamptz,
	approved_at timestamptz
);
comment on table core.email_change is
	'Changes of addresses that wait until both addresses have agreed. Personal data. Kept until the change is complete or another '
	'one replaces it, at most a week. Read by the account itself.';
comment on column core.email_change.account_id is 'Personal data: the account.';
comment on column core.email_change.address is 'Personal data: the new address.';
comment on column core.email_change.former is 'Personal data: the verified address that has to approve the change; null: there is none.';
comment on column core.email_change.at is 'When the change was asked for.';
comment on column core.email_change.confirmed_at is 'When the link that went to the new address was used; null: not yet.';
comment on column core.email_change.approved_at is 'When the link that went to the former address was used; null: not yet.';
create index email_change_at on core.email_change (at);

create table core.role_offer (
	id uuid primary key,
	account_id uuid not null references core.account,
	site_id uuid references core.site,
	role text not null check (role in ('staff', 'moderator', 'admin', 'auditor')),
	offered_by uuid,
	offered_at timestamptz not null,
	unique nulls not distinct (account_id, site_id)
);
comment on table core.role_offer is
	'Roles that wait for the consent of the account. Personal data. Kept until the account answers, the offer is withdrawn, or a '
	'month is over. Read by the account and by admins.';
comment on column core.role_offer.id is 'Identifies the offer.';
comment on column core.role_offer.account_id is 'Personal data: the account that is offered the role.';
comment on column core.role_offer.site_id is 'The site where the role would hold; null for all sites.';
comment on column core.role_offer.role is 'The role: staff, moderator, admin or auditor.';
comment on column core.role_offer.offered_by is 'Personal data: the account that offers it; null for the operator.';
comment on column core.role_offer.offered_at is 'When it was offered.';
create index role_offer_at on core.role_offer (offered_at);

-- Functions with new parameters.
drop function if exists api_1.account_create(uuid, text, text, text, text, uuid, bytea, int, text, text);
drop function if exists api_1.session_open(uuid, text, text, uuid, bytea, int, text, text, int);
drop function if exists api_1.comment_post(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, int);
drop function if exists api_1.mine(bytea, uuid, uuid[], uuid);
drop function if exists api_1.mine_page(bytea, uuid, uuid[]);
drop function if exists core.restriction(core.viewer_state, uuid, uuid, text, text, timestamptz, int);
