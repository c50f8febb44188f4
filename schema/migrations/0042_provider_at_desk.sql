-- SPDX-License-Identifier: Apache-2.0
-- Admins change providers at the desk: the audit names them.
drop function if exists core.provider_put(uuid, text, text, jsonb, text);
drop function if exists core.provider_remove(text, text);
drop function if exists api_1.connections(bytea, text);
