-- SPDX-License-Identifier: Apache-2.0
-- Statements of reasons are written in the language of their account.
drop function if exists core.statement(uuid, text, timestamptz, timestamptz, text, uuid, text, text);
drop function if exists core.house_rule(uuid, text);
