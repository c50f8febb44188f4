-- SPDX-License-Identifier: Apache-2.0
-- Wrong passwords of a session, and a function with a new parameter: the session of an attempt.
alter table core.session add column failures int not null default 0;
comment on column core.session.failures is 'Wrong passwords in it since its person was last proven; ten end it.';
drop function if exists api_1.sign_in_failed(uuid, text, uuid, bytea);
