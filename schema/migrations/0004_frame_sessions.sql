-- SPDX-License-Identifier: Apache-2.0
-- Sessions inside frames on pages of other sites: each belongs to the sign-in that it came from. A one-time code carries
-- the sign-in from its window to the frame.
alter table core.session add column parent_id uuid references core.session on delete cascade;
comment on column core.session.parent_id is
	'The session of the sign-in, for a session inside a frame on a page of another site, which ends with it; null: a sign-in.';
create index session_parent on core.session (parent_id) where parent_id is not null;

create table core.session_code (
	id uuid primary key,
	code bytea not null unique,
	session_id uuid not null references core.session on delete cascade,
	expires_at timestamptz not null,
	used_by uuid
);
comment on table core.session_code is
	'One-time codes that open a session inside a frame. Personal data. Kept for an hour after expires_at, to recognize a '
	'replay, and no longer than the session. Read by the database functions alone.';
comment on column core.session_code.id is 'Identifies the write that made the code.';
comment on column core.session_code.code is 'BLAKE2b-256 digest of the code; the code itself is never stored.';
comment on column core.session_code.session_id is 'Personal data: the session that made the code.';
comment on column core.session_code.expires_at is 'When the code ends unused.';
comment on column core.session_code.used_by is 'The session that the code opened; null: unused. Not a foreign key: that session may have ended.';
create index session_code_session on core.session_code (session_id);
create index session_code_expires on core.session_code (expires_at);
