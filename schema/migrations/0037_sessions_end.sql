-- SPDX-License-Identifier: Apache-2.0
-- A change of roles ends the account's sessions, except the one that accepted the role.
drop function if exists core.role_put(uuid, text, uuid, uuid, uuid, text[]);
