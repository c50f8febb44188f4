-- The record in full: attempts that were refused, and what the privacy policy lets moderators know of networks.

-- Statements are read newest first, a page at a time.
create index signal_restricts on core.signal (comment_id, revision) where outcome in ('hold', 'reject');
drop function if exists core.restrictions(uuid[], timestamptz, timestamptz);
drop function if exists api_1.search(bytea, text, text, uuid, text, text, text, uuid, timestamptz, timestamptz, int, uuid);
drop function if exists core.search_sql(boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean);
drop function if exists core.record_json(uuid, int);
drop function if exists core.found_account_json(uuid);
drop function if exists api_1.viewer_secret(bytea);
drop function if exists api_1.transparency(bytea, timestamptz, timestamptz, boolean, int, uuid);

-- What anybody can cause of one account: it is counted before another is written.
create index audit_bounded on core.audit (actor_id, action, id) where action in ('refused', 'sign_in_failed');

-- From which networks (keyed digests, never addresses) an account signed in, and when last: a ban ends every session,
-- and it is then that accounts from the same network matter. As long as the sites' policies allow it, and no longer.
create table core.account_network (
	account_id uuid not null references core.account,
	network text not null,
	last_at timestamptz not null,
	primary key (account_id, network)
);
create index account_network_network on core.account_network (network, account_id);
create index account_network_at on core.account_network (last_at);
