-- SPDX-License-Identifier: Apache-2.0
-- Failed sign-ins in a row, by account and by device, and functions with new parameters: the device and network of an attempt.
create table core.sign_in_failures (
	account_id uuid primary key,
	failures int not null,
	last_entry uuid not null
);
comment on table core.sign_in_failures is
	'Failed sign-ins of accounts in a row. Failures of unknown logins count for rows that belong to no account, so that they take as '
	'long. Personal data. Kept until the account proves itself by a sign-in, a second factor or a new password. Read by the operator.';
comment on column core.sign_in_failures.account_id is 'Personal data: the account, or one of 256 numbers that stand for unknown logins.';
comment on column core.sign_in_failures.failures is 'How many failed since the last proof.';
comment on column core.sign_in_failures.last_entry is 'Identifies the last failure, so that it counts once; it has the time.';

alter table core.known_device add column failures int not null default 0;
comment on column core.known_device.failures is 'Failed sign-ins with this mark in a row; after some the device counts as unknown.';

drop function if exists api_1.account_secret(text);
drop function if exists api_1.sign_in_failed(uuid, text, uuid);
drop function if exists api_1.password_reset(bytea, text);
