-- SPDX-License-Identifier: Apache-2.0
-- When an account accepted the terms, and functions with a new parameter: the version of the terms in force.
alter table core.account add column terms_accepted_at timestamptz;
comment on column core.account.terms_accepted_at is 'When the account accepted them; null: never.';

drop function if exists api_1.account_create(uuid, text, text, text, text, uuid, bytea, int, text, text, text, boolean, bytea);
drop function if exists api_1.account_change(bytea, uuid, text, text, int, text, text, boolean, text);
drop function if exists api_1.comment_post(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, int, text);
drop function if exists api_1.mine(bytea, uuid, uuid[], uuid, text);
drop function if exists api_1.mine_page(bytea, uuid, uuid[], text);
drop function if exists core.restriction(core.viewer_state, uuid, uuid, text, text, timestamptz, int, text);
