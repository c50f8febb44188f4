-- SPDX-License-Identifier: Apache-2.0
-- Roles with less than everything: a role may be limited to some areas of the desk.
alter table core.role
	add column permissions text[] check (permissions <@ '{cases,sanctions,appeals,jobs,articles,rules,settings,staff,audit}');
comment on column core.role.permissions is
	'The areas of the desk in which the role holds; null: all areas of its role (core.role_permissions). Reading the desk needs none.';
alter table core.role_offer
	add column permissions text[] check (permissions <@ '{cases,sanctions,appeals,jobs,articles,rules,settings,staff,audit}');
comment on column core.role_offer.permissions is 'The areas of the desk in which the role would hold; null: all areas of its role.';

-- Functions with new parameters.
drop function if exists core.desk_access(core.viewer_state, int);
drop function if exists core.sites_of(uuid, text[]);
drop function if exists core.sites_moderated(uuid, int);
drop function if exists core.role_put(uuid, text, uuid, uuid, uuid);
drop function if exists core.role_offer_put(uuid, text, uuid, uuid, uuid);
drop function if exists api_1.role_set(bytea, uuid, text, text, uuid, uuid, bytea);
