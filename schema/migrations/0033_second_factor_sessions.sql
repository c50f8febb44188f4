-- SPDX-License-Identifier: Apache-2.0
-- A session knows whether a second factor was proven in it, whether its roles wait for one, and when its person was last
-- proven. Staff signs in again once after this migration, because the sessions that it finds say nothing about a factor.
alter table core.session add column factor_at timestamptz;
alter table core.session add column factor_required boolean not null default false;
alter table core.session add column pending boolean not null default false;
alter table core.session add column proved_at timestamptz not null default core.now();
comment on column core.session.factor_at is 'When a second factor was proven in it; null: never.';
comment on column core.session.factor_required is 'Roles give no rights in it until factor_at is set: the policy (accounts.staff_factor) when it began.';
comment on column core.session.pending is
	'The password or the provider was accepted, and the second factor of the account was not proven yet. It can do nothing but prove one.';
comment on column core.session.proved_at is 'When its person last proved who they are: by password, provider or factor.';
update core.session set proved_at = created_at where true;
delete from core.session s using core.role r where r.account_id = s.account_id;

alter type core.viewer_state add attribute unproven boolean;
comment on column core.viewer_state.unproven is 'Its roles give no rights in this session: a second factor is required, and none was proven. rank is then 0.';

drop function if exists core.account_json(uuid);
drop function if exists core.session_begin(uuid, uuid, bytea, int, int, text, text, bytea);
drop function if exists api_1.session_open(uuid, text, text, uuid, bytea, int, text, text, int, bytea);
drop function if exists api_1.account_create(uuid, text, text, text, text, uuid, bytea, int, text, text, text, boolean, bytea, text);
drop function if exists api_1.sign_on(uuid, bytea, bigint, json, uuid, uuid, bytea, int, int, text, text, bytea, text, uuid);
