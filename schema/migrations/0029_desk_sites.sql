-- SPDX-License-Identifier: Apache-2.0
-- Lists of the desk take the key of a site: functions with a new parameter.
drop function if exists api_1.case_list(bytea, text, uuid, int, float8, uuid);
drop function if exists api_1.claim_next(bytea, text, uuid, int, int, int, uuid, uuid, bytea);
drop function if exists api_1.decision_log(bytea, uuid, uuid, uuid, timestamptz, timestamptz, int, uuid);
drop function if exists api_1.audit_log(bytea, uuid, uuid, text, timestamptz, timestamptz, int, uuid);
drop function if exists api_1.search(bytea, text, text, text, text, text, text, text, timestamptz, timestamptz, int, uuid, text);
drop function if exists api_1.appeal_list(bytea, boolean, int, uuid);
drop function if exists api_1.staff_list(bytea, text, int, uuid);
drop function if exists api_1.job_list(bytea, int, uuid);
