-- SPDX-License-Identifier: Apache-2.0
-- Functions with a new parameter: the device of a sign-in.
drop function if exists api_1.account_create(uuid, text, text, text, text, uuid, bytea, int, text, text, text, boolean);
drop function if exists api_1.session_open(uuid, text, text, uuid, bytea, int, text, text, int);
