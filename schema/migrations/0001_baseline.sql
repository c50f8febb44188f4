-- SPDX-License-Identifier: Apache-2.0
-- The whole schema before the first release. Later changes are migrations of their own, from 0002 on.
-- Order: schemas and the functions that tables and indexes need, sites, accounts, articles, comments, moderation, notices
-- and appeals, audit, search, upkeep, seeds. All other functions are in schema/core and schema/api.

create schema if not exists core;
create schema if not exists api_1;
create schema if not exists ext;
revoke all on schema core, api_1 from public;
alter default privileges revoke execute on functions from public;

do $$
begin
	create extension if not exists pg_trgm schema ext;
exception when insufficient_privilege or undefined_file then
	raise warning 'pg_trgm cannot be installed: search reads every text';
end $$;

-- ==== functions that tables and indexes need, and those that are replaced at run time

-- The clock. All decisions about time use the database's clock. A table or a setting would cost a read on
-- every call, or the app role could set it; PostgreSQL inlines this function. Tests move it with core.clock_set().
create function core.now() returns timestamptz language sql volatile parallel safe
as $$ select clock_timestamp() + interval '0' $$;

-- Waiting this many seconds weighs as much as one point of priority. A function, as the clock is. The stored
-- priorities of all open cases depend on it, so core.half_life_set() recomputes them.
create function core.half_life() returns float8 language sql immutable parallel safe
as $$ select 21600::float8 $$;

-- A time as RFC 3339 in UTC with milliseconds.
create function core.rfc3339(p_at timestamptz) returns text language sql stable parallel safe
as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Text as search compares it: compatibility forms, Hangul as its letters (so that words of two syllables have
-- trigrams), lower case, without accents, vowel points and invisible characters; one form of quotation marks,
-- dashes and white space. Two indexes store its results: a change needs a migration that rebuilds them.
create function core.folded(p_text text) returns text language sql immutable strict parallel safe
as $f$
		select regexp_replace(regexp_replace(replace(
			lower(normalize(translate(p_text,
				U&'\0060\00B4\02B9\02BC\2018\2019\201A\201B\2032\2035\FF07\201C\201D\201E\201F\00AB\00BB\2010\2011\2012\2013\2014\2015\2212\03C2',
				U&'\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0022\0022\0022\0022\0022\0022\002D\002D\002D\002D\002D\002D\002D\03C3'), NFKD)),
			U&'\00DF', 'ss'),
			U&'[\0300-\036F\0483-\0489\0591-\05BD\05BF\05C1\05C2\05C4\05C5\05C7\0610-\061A\0640\064B-\065F\0670\06D6-\06DC\06DF-\06E8\06EA-\06ED'
			'\1AB0-\1AFF\1DC0-\1DFF\20D0-\20FF\FE20-\FE2F'
			'\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B-\200F\202A-\202E\2060-\206F\2800\3164\FE00-\FE0F\FEFF\FFA0\FFF0-\FFFC\+0E0000-\+0E0FFF]',
			'', 'g'), '\s+', ' ', 'g')
	$f$;

-- ==== sites

create table core.site (
	id uuid primary key,
	key text not null unique check (key <> ''),
	title text not null default '',
	origins text[] not null default '{}',
	settings jsonb not null default '{}',
	settings_version int not null default 0,
	rules_version int not null default 0,
	state_rules jsonb not null default '{}',
	created_at timestamptz not null default core.now(),
	updated_at timestamptz not null default core.now()
);
comment on table core.site is
	'A publication whose articles are discussed here. No personal data. Kept for good. Read by everybody through '
	'house_rules and by the workers through sites; settings by moderators of the site.';
comment on column core.site.id is 'Identifies the site.';
comment on column core.site.key is 'The site''s short name in settings, commands and API calls; unique.';
comment on column core.site.title is 'The site''s name as pages show it; may be empty.';
comment on column core.site.origins is 'Web origins (scheme://host:port) whose pages may call the API for this site.';
comment on column core.site.settings is
	'The site''s settings in force: mode, reasons, second, related_days and others; see schema/api/settings_put.sql.';
comment on column core.site.settings_version is 'Number of the settings in force; 0 before the first change.';
comment on column core.site.rules_version is 'Number of the rules in force in core.rule_set; 0 without rules.';
comment on column core.site.state_rules is 'The part of the rules in force that the database applies; a short copy, because every post reads it.';
comment on column core.site.created_at is 'When the site was created.';
comment on column core.site.updated_at is 'When title, origins or rules of the site last changed.';

create table core.site_settings (
	site_id uuid not null references core.site,
	version int not null,
	settings jsonb not null check (jsonb_typeof(settings) = 'object'),
	made_by uuid,
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);
comment on table core.site_settings is
	'Every version of a site''s settings. Personal data: the account that made a version. Kept for good. Read by '
	'moderators of the site.';
comment on column core.site_settings.site_id is 'The site.';
comment on column core.site_settings.version is 'Number of this version; versions of a site count from 1.';
comment on column core.site_settings.settings is 'The settings as a JSON object.';
comment on column core.site_settings.made_by is 'Personal data: account that made this version; null for the operator. Kept for good.';
comment on column core.site_settings.made_at is 'When this version was made.';

-- Every version of the settings is kept, whichever function writes. The account comes from core.viewer().
create function core.settings_version_add() returns trigger language plpgsql
as $$
begin
	new.settings_version := old.settings_version + 1;
	insert into core.site_settings (site_id, version, settings, made_by)
	values (new.id, new.settings_version, new.settings, substring(current_setting('madang.audit_source', true) from '^[0-9a-f-]{36}')::uuid);
	return new;
end $$;
create trigger settings_version_add before update of settings on core.site for each row
when (new.settings is distinct from old.settings) execute function core.settings_version_add();

create table core.rule_set (
	site_id uuid not null references core.site,
	version int not null,
	document jsonb not null check (jsonb_typeof(document) = 'object'),
	made_by uuid,
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);
comment on table core.rule_set is
	'Every version of a site''s rules. Personal data: the account that made a version. Kept for good. Read by '
	'moderators of the site and by the workers.';
comment on column core.rule_set.site_id is 'The site.';
comment on column core.rule_set.version is 'Number of this version; versions of a site count from 1.';
comment on column core.rule_set.document is 'The rules document as a JSON object; config/rules/ has examples.';
comment on column core.rule_set.made_by is 'Personal data: account that made this version; null for the operator. Kept for good.';
comment on column core.rule_set.made_at is 'When this version was made.';

create table core.site_token (
	id uuid primary key,
	site_id uuid not null references core.site,
	name text not null default '',
	token bytea not null unique,
	created_at timestamptz not null default core.now(),
	revoked_at timestamptz
);
comment on table core.site_token is
	'Tokens by which a site''s own systems create articles. No personal data. Kept for good, also after they are '
	'revoked. Read by the database functions alone.';
comment on column core.site_token.id is 'Identifies the token in the audit.';
comment on column core.site_token.site_id is 'The site for which the token is valid.';
comment on column core.site_token.name is 'The operator''s name for the system that has the token; may be empty.';
comment on column core.site_token.token is 'BLAKE2b-256 digest of the token; the token itself is never stored.';
comment on column core.site_token.created_at is 'When the token was made.';
comment on column core.site_token.revoked_at is 'When the token was revoked; null while it is valid.';

-- ==== accounts

create table core.account (
	id uuid primary key,
	username text not null check (position('@' in username) = 0),
	skeleton text not null unique,
	email text,
	email_verified boolean not null default false,
	password_hash text not null,
	rehashed_from text,
	state text not null default 'active' check (state in ('active', 'erased')),
	created_at timestamptz not null default core.now()
);
comment on table core.account is
	'Accounts of the installation; readers and staff alike. Personal data. Kept as long as the account exists. '
	'Public: username, role and counts. Read by the account itself: the address. Hashes are for the database '
	'functions alone.';
comment on column core.account.id is 'Identifies the account.';
comment on column core.account.username is 'Personal data: the name as it was typed, in NFC, without @; public. Kept as long as the account exists.';
comment on column core.account.skeleton is 'The name folded so that confusable names are equal (Unicode TS 39); unique.';
comment on column core.account.email is
	'Personal data: e-mail address; null if none was given. Read by the account itself and the mail program. Kept as long as the '
	'account exists.';
comment on column core.account.email_verified is
	'Whether the account proved that it receives mail at the address; only then is the address unique and accepted for signing in.';
comment on column core.account.password_hash is 'Argon2id hash of the password; replaced when the password changes or the cost of hashing does.';
comment on column core.account.rehashed_from is
	'The previous hash of the same password at a former cost; a parallel sign-in may still compare with it. Null otherwise.';
comment on column core.account.state is 'active, or erased once the person''s data was removed.';
comment on column core.account.created_at is 'When the account was created.';
-- An unverified address is neither unique nor accepted for signing in.
create unique index account_email on core.account (lower(email)) where email_verified;

create table core.role (
	account_id uuid not null references core.account,
	site_id uuid references core.site,
	role text not null check (role in ('staff', 'moderator', 'admin', 'auditor')),
	granted_by uuid,
	granted_at timestamptz not null default core.now(),
	unique nulls not distinct (account_id, site_id)
);
comment on table core.role is
	'Roles of accounts; an account without a row here is a reader. Personal data. Kept until the role is taken '
	'away. Public beside the account''s comments.';
comment on column core.role.account_id is 'Personal data: the account that has the role.';
comment on column core.role.site_id is 'The site where the role holds; null for all sites.';
comment on column core.role.role is 'staff, moderator, admin or auditor (reads everything that a moderator does and changes nothing).';
comment on column core.role.granted_by is 'Personal data: account that gave the role; null for the operator.';
comment on column core.role.granted_at is 'When the role was given.';

create table core.session (
	id uuid primary key,
	account_id uuid not null references core.account,
	token bytea not null unique,
	network text,
	agent text,
	created_at timestamptz not null default core.now(),
	expires_at timestamptz not null
);
comment on table core.session is
	'Live and recently ended sessions. Personal data. Kept until the sweep after expires_at; the 50 newest of an '
	'account. Read by the account itself.';
comment on column core.session.id is 'Identifies the session.';
comment on column core.session.account_id is 'Personal data: the account that signed in.';
comment on column core.session.token is 'BLAKE2b-256 digest of the session token; the token itself is never stored.';
comment on column core.session.network is
	'Personal data: keyed digest of the network of the sign-in, never the address; null if unknown. Kept as long as the session.';
comment on column core.session.agent is
	'Personal data: User-Agent header of the sign-in, shortened; null if none. Read by the account itself. Kept as long as the session.';
comment on column core.session.created_at is 'When the account signed in.';
comment on column core.session.expires_at is 'When the session ends; moved on while it is used.';
create index session_expires on core.session (expires_at);
create index session_account on core.session (account_id, id);
create index session_network on core.session (network, account_id) where network is not null;

create table core.account_network (
	account_id uuid not null references core.account,
	network text not null,
	last_at timestamptz not null,
	primary key (account_id, network)
);
comment on table core.account_network is
	'Networks from which an account signed in, to show related accounts to moderators. Personal data. Written only '
	'if every site''s setting related_days allows it. Kept for the smallest related_days of all sites after '
	'last_at. Read by the database functions alone, which compare them.';
comment on column core.account_network.account_id is 'Personal data: the account.';
comment on column core.account_network.network is 'Personal data: keyed digest of the network, never the address.';
comment on column core.account_network.last_at is 'When the account last signed in from this network.';
create index account_network_network on core.account_network (network, account_id);
create index account_network_at on core.account_network (last_at);

create table core.account_note (
	id uuid primary key,
	account_id uuid not null,
	site_id uuid,
	moderator_id uuid not null,
	text text not null,
	at timestamptz not null
);
comment on table core.account_note is
	'Notes of moderators about accounts. Personal data. Kept for good. Read by moderators of the note''s site, '
	'never by the account.';
comment on column core.account_note.id is 'Identifies the note.';
comment on column core.account_note.account_id is 'Personal data: the account that the note is about.';
comment on column core.account_note.site_id is 'The site whose moderators read the note; null for moderators of all sites.';
comment on column core.account_note.moderator_id is 'Personal data: the moderator who wrote the note.';
comment on column core.account_note.text is 'Personal data: the note as plain text.';
comment on column core.account_note.at is 'When the note was written.';
create index account_note_account on core.account_note (account_id, id);

create table core.pseudonym (
	site_id uuid not null,
	account_id uuid not null,
	number int not null,
	primary key (site_id, account_id),
	unique (site_id, number)
);
comment on table core.pseudonym is
	'Numbers by which readers know moderators of a site. Personal data. Kept for good, so that a number never '
	'changes its owner. Public: the number. Read by moderators: the account.';
comment on column core.pseudonym.site_id is 'The site; all zeros for acts on all sites.';
comment on column core.pseudonym.account_id is 'Personal data: the moderator.';
comment on column core.pseudonym.number is 'The number that readers see; unique on the site, in no order.';

create type core.viewer_state as (
	account uuid,
	name text,
	rank int,
	since timestamptz,
	session uuid,
	expires_at timestamptz,
	banned boolean,
	ban_until timestamptz,
	muted boolean,
	mute_until timestamptz,
	premoderate boolean,
	warned boolean
);
comment on type core.viewer_state is 'The account that asks, as one site sees it; see core.viewer(). A type: nothing is stored.';
comment on column core.viewer_state.account is 'The account; null without a live session.';
comment on column core.viewer_state.name is 'Its username.';
comment on column core.viewer_state.rank is 'Its role on the site as a number, see core.role_rank().';
comment on column core.viewer_state.since is 'When the account was created.';
comment on column core.viewer_state.session is 'Its session.';
comment on column core.viewer_state.expires_at is 'When the session ends.';
comment on column core.viewer_state.banned is 'Whether a ban holds on the site.';
comment on column core.viewer_state.ban_until is 'When the ban ends.';
comment on column core.viewer_state.muted is 'Whether a mute holds on the site.';
comment on column core.viewer_state.mute_until is 'When the mute ends.';
comment on column core.viewer_state.premoderate is 'Whether its comments wait for a moderator.';
comment on column core.viewer_state.warned is 'Whether a warning is unread; it must be read before the next comment.';

create type core.judged as (
	comment uuid,
	site uuid,
	author uuid,
	author_since timestamptz,
	reader boolean,
	at timestamptz,
	bands bigint[],
	text_at timestamptz,
	characters int
);
comment on type core.judged is 'A comment as the state rules see it; see core.state_hits(). A type: nothing is stored.';
comment on column core.judged.comment is 'The comment.';
comment on column core.judged.site is 'The site of its article.';
comment on column core.judged.author is 'The account that wrote it.';
comment on column core.judged.author_since is 'When that account was made.';
comment on column core.judged.reader is 'Whether the author is a reader and not staff.';
comment on column core.judged.at is 'When the comment was written.';
comment on column core.judged.bands is 'The signature of its text; empty if the text is too short for one.';
comment on column core.judged.text_at is 'When its text was written, which an edit makes later.';
comment on column core.judged.characters is 'The number of visible characters.';

-- ==== articles and comments
-- Rows of an article have article_id first in their key and no foreign keys: the article's row lock keeps
-- them consistent. A key share lock on an account that many articles share would bring the deadlocks that
-- the lock order avoids.

create table core.article (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	url text not null,
	title text not null,
	state text not null default 'open' check (state in ('open', 'premoderated', 'closed', 'hidden')),
	version bigint not null default 1,
	comment_count int not null default 0 check (comment_count >= 0),
	slow int not null default 0 check (slow >= 0),
	closes_at timestamptz,
	closes_after int check (closes_after > 0),
	silence_check_at timestamptz,
	marks jsonb not null default '{}',
	created_at timestamptz not null default core.now(),
	unique (site_id, key)
) with (fillfactor = 50);
comment on table core.article is 'Articles and the state of their discussion. No personal data. Kept for good. Public unless hidden.';
comment on column core.article.id is 'Identifies the article.';
comment on column core.article.site_id is 'The site that published the article.';
comment on column core.article.key is 'The site''s own key for the article; unique on the site.';
comment on column core.article.url is 'The article''s present address.';
comment on column core.article.title is 'The article''s title as plain text.';
comment on column core.article.state is
	'open, premoderated (comments wait for a moderator), closed (no new comments) or hidden (answered as not found).';
comment on column core.article.version is 'Number of visible changes so far; caches compare it.';
comment on column core.article.comment_count is 'Number of published comments.';
comment on column core.article.slow is 'Slow mode: minimum seconds between two comments of one account; 0 for none.';
comment on column core.article.closes_at is 'When the article closes; null for never.';
comment on column core.article.closes_after is 'Seconds without a comment after which the article closes; null for never.';
comment on column core.article.silence_check_at is
	'Earliest time at which the silence can have lasted closes_after; the sweep looks then. Null without closes_after.';
comment on column core.article.marks is 'Lists of comment ids that moderators pinned, featured or locked, by kind.';
comment on column core.article.created_at is 'When the article was created here.';
create index article_closes on core.article (least(closes_at, silence_check_at))
	where (closes_at is not null or silence_check_at is not null) and state in ('open', 'premoderated');

create table core.article_url (
	site_id uuid not null,
	url text not null,
	article_id uuid not null references core.article,
	form int not null default 1,
	primary key (site_id, url)
);
comment on table core.article_url is
	'Present and former addresses of articles; each leads to its article. No personal data. Kept for good. Public '
	'through article_find.';
comment on column core.article_url.site_id is 'The site.';
comment on column core.article_url.url is 'The address in canonical spelling (server/text/url.h); unique on the site.';
comment on column core.article_url.article_id is 'The article that has or had this address.';
comment on column core.article_url.form is 'Version of the canonical spelling that url is in; madang migrate rewrites rows of older versions.';
create index article_url_article on core.article_url (article_id);

create table core.article_duplicate (
	article_id uuid not null references core.article,
	site_id uuid not null,
	url text not null,
	primary key (article_id, url)
);
comment on table core.article_duplicate is
	'Articles that have an address in common with another article; madang check lists them and madang article merge '
	'removes them. No personal data. Kept until the articles are merged. Read by the operator.';
comment on column core.article_duplicate.article_id is 'The article whose address belongs to another article.';
comment on column core.article_duplicate.site_id is 'The site.';
comment on column core.article_duplicate.url is 'The address in canonical spelling.';

create table core.article_moved (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	article_id uuid not null references core.article,
	at timestamptz not null default core.now(),
	unique (site_id, key)
);
comment on table core.article_moved is
	'Articles that were merged into another one; their ids and keys lead there. No personal data. Kept for good. '
	'Public through article_find and redirects.';
comment on column core.article_moved.id is 'Id of the article that was merged and no longer exists.';
comment on column core.article_moved.site_id is 'The site.';
comment on column core.article_moved.key is 'The site''s key of the merged article; unique on the site.';
comment on column core.article_moved.article_id is 'The article that it became.';
comment on column core.article_moved.at is 'When the articles were merged.';
create index article_moved_article on core.article_moved (article_id);

create table core.comment (
	article_id uuid not null,
	id uuid not null,
	parent_id uuid not null,
	depth int not null,
	author_id uuid not null,
	author_name text not null,
	author_role text not null,
	state text not null check (state in ('published', 'held', 'rejected', 'withdrawn')),
	visible boolean not null,
	revision int not null default 1,
	up int not null default 0 check (up >= 0),
	down int not null default 0 check (down >= 0),
	rank_best int not null default 0,
	reply_count int not null default 0 check (reply_count >= 0),
	rules_version int not null default 0,
	created_at timestamptz not null,
	edited_at timestamptz,
	state_changed_at timestamptz,
	text_erased_at timestamptz,
	body text not null,
	html text not null,
	primary key (article_id, id)
);
comment on table core.comment is
	'Comments with their current text. Personal data. Kept for good; the text of a rejected comment for '
	'retention.appeal, of a withdrawn one for retention.withdrawn (retention.appeal if it has a case). Public if '
	'published. Read by the author and by moderators of the site if held or rejected.';
comment on column core.comment.article_id is 'The article.';
comment on column core.comment.id is 'Identifies the comment; its time orders comments.';
comment on column core.comment.parent_id is 'The comment that this one answers; the article''s id at top level, because an index leaves out null.';
comment on column core.comment.depth is 'Number of ancestors; 0 at top level, at most comments.depth_max.';
comment on column core.comment.author_id is 'Personal data: the account that wrote the comment.';
comment on column core.comment.author_name is 'Personal data: the author''s username when the comment was written.';
comment on column core.comment.author_role is 'The author''s role on the site when the comment was written.';
comment on column core.comment.state is 'published, held (waits for a moderator), rejected or withdrawn (by its author).';
comment on column core.comment.visible is 'Whether pages show it: as a comment if published, as a tombstone if a visible reply stands below it.';
comment on column core.comment.revision is 'Number of the current text; 1 before the first edit.';
comment on column core.comment.up is 'Number of up votes.';
comment on column core.comment.down is 'Number of down votes.';
comment on column core.comment.rank_best is 'Key of the order "best": core.rank_best(up, down), billionths.';
comment on column core.comment.reply_count is 'Number of visible direct replies.';
comment on column core.comment.rules_version is 'Version of the site''s rules that judged the current text; 0 for none.';
comment on column core.comment.created_at is 'When the comment was written; the time of its id.';
comment on column core.comment.edited_at is 'When the text was last edited; null for never.';
comment on column core.comment.state_changed_at is 'When the comment came into its state; null if it was created in it.';
comment on column core.comment.text_erased_at is 'When the sweep erased body and html after their retention; null while the text exists.';
comment on column core.comment.body is 'Personal data: the text in Markdown as its author wrote it; empty once erased.';
comment on column core.comment.html is 'Personal data: the text as rendered for pages; empty once erased.';
create index comment_newest on core.comment (article_id, parent_id, id) where visible;
create index comment_best on core.comment (article_id, parent_id, rank_best, id) where visible;
create index comment_replies on core.comment (article_id, parent_id, reply_count, id) where visible;
create index comment_unseen on core.comment (article_id, author_id, id) where state in ('held', 'rejected');
create index comment_id on core.comment (id); -- moderation knows a comment by its id alone
create index comment_author on core.comment (author_id, state, id);
create index comment_state on core.comment (state, id) where state <> 'published';
-- the sweep's: texts that are kept for appeals only
create index comment_kept on core.comment (coalesce(state_changed_at, created_at)) where state in ('rejected', 'withdrawn') and text_erased_at is null;

-- A new member of public comments is added to both types, in the same order, and to the view.
create type core.public_columns as (
	id uuid,
	parent_id uuid,
	author_id uuid,
	author_name text,
	author_role text,
	html text,
	state text,
	revision int,
	edited_at text,
	up int,
	down int,
	replies int,
	rank_best int
);
comment on type core.public_columns is 'The members of a comment that everybody may read. A tombstone has no author, text, time of editing and votes.';
comment on column core.public_columns.id is 'Identifies the comment; its time is the comment''s.';
comment on column core.public_columns.parent_id is 'The comment that this one answers; the article''s id at top level.';
comment on column core.public_columns.author_id is 'Personal data: the account that wrote the comment; null for a tombstone.';
comment on column core.public_columns.author_name is 'Personal data: the author''s username when the comment was written; null for a tombstone.';
comment on column core.public_columns.author_role is 'The author''s role on the site when the comment was written; null for a tombstone.';
comment on column core.public_columns.html is 'Personal data: the text as rendered for pages; null for a tombstone.';
comment on column core.public_columns.state is 'published, withdrawn or removed; the last two are tombstones.';
comment on column core.public_columns.revision is 'Number of the current text; 1 before the first edit.';
comment on column core.public_columns.edited_at is 'When the text was last edited, as RFC 3339; null for never and for a tombstone.';
comment on column core.public_columns.up is 'Number of up votes; null for a tombstone.';
comment on column core.public_columns.down is 'Number of down votes; null for a tombstone.';
comment on column core.public_columns.replies is 'Number of visible direct replies.';
comment on column core.public_columns.rank_best is 'Key of the order "best", for cursors.';

create type core.thread_row as (
	outcome text,
	version bigint,
	locked boolean,
	id uuid,
	parent_id uuid,
	author_id uuid,
	author_name text,
	author_role text,
	html text,
	state text,
	revision int,
	edited_at text,
	up int,
	down int,
	replies int,
	rank_best int
);
comment on type core.thread_row is
	'A row of a page of comments as the API functions return it. The first row (ok) is the article: version, and its JSON as '
	'html. All other rows are comments: core.public_columns.';
comment on column core.thread_row.outcome is 'The kind of the row; see the functions.';
comment on column core.thread_row.version is 'The article''s version in the first row; null in all others.';
comment on column core.thread_row.locked is 'Whether the comment or one of its ancestors is locked; null in rows of lists; the row of the parent has it.';
comment on column core.thread_row.id is 'See core.public_columns.';
comment on column core.thread_row.parent_id is 'See core.public_columns.';
comment on column core.thread_row.author_id is 'See core.public_columns.';
comment on column core.thread_row.author_name is 'See core.public_columns.';
comment on column core.thread_row.author_role is 'See core.public_columns.';
comment on column core.thread_row.html is 'The article''s JSON in the first row; see core.public_columns for all others.';
comment on column core.thread_row.state is 'See core.public_columns.';
comment on column core.thread_row.revision is 'See core.public_columns.';
comment on column core.thread_row.edited_at is 'See core.public_columns.';
comment on column core.thread_row.up is 'See core.public_columns.';
comment on column core.thread_row.down is 'See core.public_columns.';
comment on column core.thread_row.replies is 'See core.public_columns; the number of all ancestors in the first row of comment_get().';
comment on column core.thread_row.rank_best is 'See core.public_columns.';

-- The members are one column, so that no query lists them: (p.shown).* costs nothing, because the planner replaces it
-- with the expressions below.
create view core.public_comment as
select c.article_id, c.id, c.parent_id, c.depth, c.state, c.reply_count, c.rank_best,
	row(c.id, c.parent_id,
		case when c.state = 'published' then c.author_id end,
		case when c.state = 'published' then c.author_name end,
		case when c.state = 'published' then c.author_role end,
		case when c.state = 'published' then c.html end,
		case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end,
		c.revision,
		case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
		case when c.state = 'published' then c.up end,
		case when c.state = 'published' then c.down end,
		c.reply_count, c.rank_best)::core.public_columns as shown
from core.comment c
where c.visible;
comment on view core.public_comment is
	'Comments as everybody sees them. Personal data. Kept as long as core.comment keeps them. Public: the column shown; the '
	'other columns are for the order and place of a comment.';
comment on column core.public_comment.article_id is 'The article.';
comment on column core.public_comment.id is 'Identifies the comment; its time orders comments.';
comment on column core.public_comment.parent_id is 'The comment that this one answers; the article''s id at top level.';
comment on column core.public_comment.depth is 'Number of ancestors.';
comment on column core.public_comment.state is 'The state in core.comment, which readers may not see.';
comment on column core.public_comment.reply_count is 'Key of the order "replies".';
comment on column core.public_comment.rank_best is 'Key of the order "best".';
comment on column core.public_comment.shown is 'The members of the comment that everybody may read.';

create table core.comment_revision (
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	body text not null,
	html text not null,
	made_at timestamptz not null,
	text_erased_at timestamptz,
	primary key (article_id, comment_id, revision)
);
comment on table core.comment_revision is
	'Former texts of edited comments. Personal data. Kept for retention.appeal: the text, longer while a case, an '
	'appeal or a notice of illegal content about the comment is open. Read by moderators of the site.';
comment on column core.comment_revision.article_id is 'The article.';
comment on column core.comment_revision.comment_id is 'The comment.';
comment on column core.comment_revision.revision is 'Number of this text.';
comment on column core.comment_revision.body is 'Personal data: the former text in Markdown; empty once erased.';
comment on column core.comment_revision.html is 'Personal data: the former text as it was rendered; empty once erased.';
comment on column core.comment_revision.made_at is 'When this text was replaced by the next one.';
comment on column core.comment_revision.text_erased_at is 'When the sweep erased body and html; null while the text exists.';
create index revision_kept on core.comment_revision (made_at) where text_erased_at is null;

create table core.vote (
	article_id uuid not null,
	account_id uuid not null,
	comment_id uuid not null,
	value smallint not null check (value in (-1, 1)),
	primary key (article_id, account_id, comment_id)
);
comment on table core.vote is
	'Readers'' votes on comments. Personal data. Kept until the reader takes the vote back. Read by the reader '
	'alone; others see the counts.';
comment on column core.vote.article_id is 'The article.';
comment on column core.vote.account_id is 'Personal data: the reader who voted.';
comment on column core.vote.comment_id is 'The comment.';
comment on column core.vote.value is '1 for up, -1 for down.';

create table core.journal (
	article_id uuid not null,
	version bigint not null,
	seq int not null default 0,
	change text not null,
	comment_id uuid,
	at timestamptz not null default core.now(),
	primary key (article_id, version, seq)
);
comment on table core.journal is
	'Visible changes of articles in order. No personal data. Kept for retention.journal. Read by the database '
	'functions alone.';
comment on column core.journal.article_id is 'The article.';
comment on column core.journal.version is 'The article''s version that the change made.';
comment on column core.journal.seq is 'Position among changes of one version; 0 for the first.';
comment on column core.journal.change is 'comment (a new one), edit, remove, votes or state (of the article).';
comment on column core.journal.comment_id is 'The comment that changed; null if the article itself did.';
comment on column core.journal.at is 'When the change was made.';
create index journal_at on core.journal (at);

create table core.signature (
	site_id uuid not null,
	band bigint not null,
	at timestamptz not null,
	article_id uuid not null,
	comment_id uuid not null
);
comment on table core.signature is
	'Bands of the minhash of recent texts; two texts with an equal band are similar. No personal data beyond the '
	'comment''s id. Kept for the rule''s `within` seconds. Read by the database functions alone.';
comment on column core.signature.site_id is 'The site.';
comment on column core.signature.band is 'One band of the text''s minhash.';
comment on column core.signature.at is 'When the text was written.';
comment on column core.signature.article_id is 'The article.';
comment on column core.signature.comment_id is 'The comment.';
create index signature_band on core.signature (site_id, band, at);
create index signature_at on core.signature (at);
create index signature_comment on core.signature (article_id, comment_id);

-- ==== moderation: signals, reports, cases, decisions, jobs, sanctions

create table core.signal (
	article_id uuid not null,
	comment_id uuid not null,
	id bigint generated always as identity,
	revision int not null,
	rule text not null,
	reason text not null,
	outcome text not null check (outcome in ('flag', 'hold', 'reject')),
	weight real not null,
	detail text,
	spans jsonb not null default '[]',
	words text[],
	rules_version int not null,
	at timestamptz not null,
	primary key (article_id, comment_id, id)
);
comment on table core.signal is
	'Hits of rules on comments. Personal data: words that were found. Kept for good. Read by moderators of the '
	'site; the author sees rule and reason.';
comment on column core.signal.article_id is 'The article.';
comment on column core.signal.comment_id is 'The comment.';
comment on column core.signal.id is 'Identifies the signal within the comment.';
comment on column core.signal.revision is 'Number of the text that the rule judged.';
comment on column core.signal.rule is 'Name of the rule; reports if readers'' reports held the comment.';
comment on column core.signal.reason is 'Code of the reason that the rule gives.';
comment on column core.signal.outcome is 'flag (a moderator should look), hold (not visible until a moderator decides) or reject.';
comment on column core.signal.weight is 'Points that the hit adds to the case''s priority.';
comment on column core.signal.detail is 'Personal data: the rule''s explanation for moderators; may quote the text. Null if none. Kept for good.';
comment on column core.signal.spans is 'Places of the hit in the author''s Markdown: byte offsets as a JSON list.';
comment on column core.signal.words is 'Personal data: entries of a word list that were found in the text; null for other rules. Kept for good.';
comment on column core.signal.rules_version is 'Version of the rules that judged.';
comment on column core.signal.at is 'When the rule hit.';
create index signal_rule on core.signal (rule, comment_id);
create index signal_reason on core.signal (reason, comment_id);
create index signal_restricts on core.signal (comment_id, revision) where outcome in ('hold', 'reject');
create index signal_at on core.signal (at) where outcome in ('hold', 'reject');
create index signal_when on core.signal (at);

create table core.report (
	article_id uuid not null,
	comment_id uuid not null,
	reporter_id uuid not null,
	revision int not null,
	id uuid not null,
	reason text not null check (reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')),
	detail text,
	at timestamptz not null,
	weight real not null default 1,
	good_standing boolean not null default true,
	upheld boolean,
	primary key (article_id, comment_id, revision, reporter_id, reason)
);
comment on table core.report is
	'Readers'' reports of comments; one row for each reason that a reader gives for a revision. Personal data. Kept '
	'for good. Read by the reporter; moderators see reasons and details and never the reporter.';
comment on column core.report.article_id is 'The article.';
comment on column core.report.comment_id is 'The comment.';
comment on column core.report.reporter_id is 'Personal data: the reader who reported.';
comment on column core.report.revision is 'Number of the text that was reported.';
comment on column core.report.id is 'Identifies the report.';
comment on column core.report.reason is 'Code of the reason: spam, abuse, hate, harassment, misinformation, off_topic, illegal or other.';
comment on column core.report.detail is 'Personal data: the reporter''s own words; null if none. Read by moderators of the site. Kept for good.';
comment on column core.report.at is 'When the report was made.';
comment on column core.report.weight is
	'Points that the report adds to the case''s priority; 0 for a second reason of the same reader for the same revision.';
comment on column core.report.good_standing is 'Whether the reporter was in good standing then, so that the report counts towards a hold.';
comment on column core.report.upheld is 'Whether a decision agreed with the report; null while undecided.';
create index report_reporter on core.report (article_id, reporter_id, comment_id);
create index report_reason on core.report (reason, comment_id);
create index report_at on core.report (at);
-- A reporter's standing counts revisions, not reasons: only the first report of a revision has a weight.
create index report_outcome on core.report (reporter_id, at) include (upheld) where upheld is not null and weight > 0;

create table core.report_notification (
	id bigint primary key generated always as identity,
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	site_id uuid not null,
	decision_id uuid,
	body jsonb not null,
	include_notified boolean not null,
	reported_after timestamptz not null,
	reported_until timestamptz not null,
	after_revision int not null,
	after_reporter uuid not null,
	last_sent_at timestamptz not null
);
comment on table core.report_notification is
	'Pending notifications of readers about the result of their reports: the decision notifies the first thousand, '
	'the sweep the rest. Personal data: the last notified reporter. Kept until all readers are notified. Read by the '
	'database functions alone.';
comment on column core.report_notification.id is 'Identifies the row; older rows are finished first.';
comment on column core.report_notification.article_id is 'The article.';
comment on column core.report_notification.comment_id is 'The comment.';
comment on column core.report_notification.revision is 'The comment''s revision at the decision.';
comment on column core.report_notification.site_id is 'The site.';
comment on column core.report_notification.decision_id is 'The decision; null if the reports ended without one.';
comment on column core.report_notification.body is 'Text of the notice as JSON, without the reader''s own reason and revision.';
comment on column core.report_notification.include_notified is 'Whether readers who were notified of an earlier decision on this revision are notified again.';
comment on column core.report_notification.reported_after is 'Reports made up to this time were decided before and are left out.';
comment on column core.report_notification.reported_until is 'Reports made later wait for the next decision.';
comment on column core.report_notification.after_revision is 'Progress: all reports of higher revisions are done.';
comment on column core.report_notification.after_reporter is 'Progress: of after_revision, reporters up to this account are done.';
comment on column core.report_notification.last_sent_at is 'When a batch was last sent; the row that waited longest is next.';
create index report_notification_comment on core.report_notification (comment_id);
create index report_notification_next on core.report_notification (last_sent_at, id);
create index report_notification_decision on core.report_notification (decision_id);

create table core.case_file (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	author_id uuid not null,
	state text not null check (state in ('open', 'closed')),
	closed_as text check (closed_as in ('approved', 'rejected', 'moot')),
	version int not null,
	weight float8 not null,
	terms jsonb not null default '{}',
	priority float8 not null,
	held boolean not null default false,
	reported boolean not null default false,
	suspect boolean not null default false,
	escalated boolean not null default false,
	appealed boolean not null default false,
	illegal boolean not null default false,
	proposal jsonb,
	approved_revision int,
	hold_ends timestamptz,
	hold_used_revision int,
	claimed_by uuid,
	claimed_until timestamptz,
	withdrawn_at timestamptz,
	opened_at timestamptz not null,
	decided_at timestamptz
);
comment on table core.case_file is
	'The moderation case of a comment; at most one for each comment, ever. Personal data: accounts. Kept for good. '
	'Read by moderators of the site.';
comment on column core.case_file.comment_id is 'The comment; identifies the case.';
comment on column core.case_file.article_id is 'The article.';
comment on column core.case_file.site_id is 'The site.';
comment on column core.case_file.author_id is 'Personal data: the comment''s author.';
comment on column core.case_file.state is 'open or closed.';
comment on column core.case_file.closed_as is 'Result of a closed case: approved, rejected or moot (nothing left to decide); null while open.';
comment on column core.case_file.version is
	'Number that every change which a decision must not overlook increments; a decision names the version it saw.';
comment on column core.case_file.weight is 'Sum of terms, in points.';
comment on column core.case_file.terms is 'The parts of weight: points by term (rules, reports, illegal, escalated, article, withdrawn).';
comment on column core.case_file.priority is
	'weight minus opened_at divided by the half-life: the order among open cases, which does not change with time.';
comment on column core.case_file.held is 'Whether the comment waits for a decision unseen by readers.';
comment on column core.case_file.reported is 'Whether readers reported the comment since the case was opened.';
comment on column core.case_file.suspect is 'Whether a rule flagged the comment.';
comment on column core.case_file.escalated is 'Whether a moderator passed the case to others.';
comment on column core.case_file.appealed is 'Whether an appeal about the comment is open.';
comment on column core.case_file.illegal is 'Whether a notice of illegal content about the comment is open.';
comment on column core.case_file.proposal is
	'A decision that waits for a second moderator, as JSON: id, by, action, reason, revision, message, at; null without one. Personal '
	'data: by, message.';
comment on column core.case_file.approved_revision is 'The last revision that a moderator let stand; null if none.';
comment on column core.case_file.hold_ends is 'When the sweep ends a hold by reports alone; null without such a hold.';
comment on column core.case_file.hold_used_revision is 'The last revision that reports held; they cannot hold it again. Null if none.';
comment on column core.case_file.claimed_by is 'Personal data: the moderator who holds the claim; null without one.';
comment on column core.case_file.claimed_until is 'When the claim runs out; null without one.';
comment on column core.case_file.withdrawn_at is
	'When the author withdrew the reported comment while the case was open; never reset. Null otherwise.';
comment on column core.case_file.opened_at is 'When the case was opened last.';
comment on column core.case_file.decided_at is 'When the case was closed last; null if never.';
-- One index for each view of the queue. Cases of withdrawn comments have a view of their own.
create index case_open on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null;
create index case_opened on core.case_file (opened_at) where state = 'open' and withdrawn_at is null;
create index case_held on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and held;
create index case_reported on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and reported;
create index case_suspect on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and suspect;
create index case_escalated on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and escalated;
create index case_appealed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and appealed;
create index case_illegal on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and illegal;
create index case_proposed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and proposal is not null;
create index case_withdrawn on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is not null;
create index case_mine on core.case_file (claimed_by, priority, comment_id) where state = 'open' and claimed_by is not null;
create index case_article on core.case_file (article_id, priority, comment_id) where state = 'open';
-- the sweep's
create index case_hold_ends on core.case_file (hold_ends) where hold_ends is not null;
create index case_withdrawn_at on core.case_file (withdrawn_at) where state = 'open' and withdrawn_at is not null;

create table core.decision (
	id uuid primary key,
	site_id uuid not null,
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	author_id uuid not null,
	moderator_id uuid not null,
	proposed_by uuid,
	action text not null check (action in ('approve', 'reject', 'escalate', 'restore')),
	reason text,
	state_before text not null,
	state_after text not null,
	case_before jsonb,
	case_version int not null,
	job_id uuid,
	sanction_id uuid,
	at timestamptz not null,
	undone_by uuid,
	undone_entry uuid,
	undone_at timestamptz
);
comment on table core.decision is
	'Decisions of moderators on comments. Personal data: accounts. Kept for good. Read by moderators of the site; '
	'the author learns it by a notice without the moderator''s name.';
comment on column core.decision.id is 'Identifies the decision and its audit entry.';
comment on column core.decision.site_id is 'The site.';
comment on column core.decision.article_id is 'The article.';
comment on column core.decision.comment_id is 'The comment.';
comment on column core.decision.revision is 'Number of the text that was decided on.';
comment on column core.decision.author_id is 'Personal data: the comment''s author.';
comment on column core.decision.moderator_id is 'Personal data: the moderator who decided.';
comment on column core.decision.proposed_by is 'Personal data: the first of two moderators; null if one was enough.';
comment on column core.decision.action is 'approve, reject, escalate or restore.';
comment on column core.decision.reason is 'Code of the reason; null if none was given.';
comment on column core.decision.state_before is 'The comment''s state before the decision.';
comment on column core.decision.state_after is 'The comment''s state after the decision.';
comment on column core.decision.case_before is 'The case''s row before the decision, as JSON, to undo it; null if the decision opened the case.';
comment on column core.decision.case_version is 'The case''s version after the decision.';
comment on column core.decision.job_id is 'The bulk job that decided; null otherwise.';
comment on column core.decision.sanction_id is 'The sanction whose span of comments the decision belongs to; null otherwise.';
comment on column core.decision.at is 'When the decision was made.';
comment on column core.decision.undone_by is 'Personal data: the account that undid the decision; null while it stands.';
comment on column core.decision.undone_entry is 'The audit entry of the undo; null while it stands.';
comment on column core.decision.undone_at is 'When the decision was undone; null while it stands.';
create index decision_comment on core.decision (comment_id, id);
create index decision_author on core.decision (author_id, id);
create index decision_moderator on core.decision (moderator_id, id);
create index decision_reason on core.decision (reason, comment_id) where reason is not null;
create index decision_at on core.decision (at);
create index decision_sanction on core.decision (sanction_id, id) where sanction_id is not null;
create index decision_job on core.decision (job_id, id) where job_id is not null;
create index decision_job_author on core.decision (job_id, author_id) where job_id is not null;

create table core.job (
	id uuid primary key,
	made_by uuid not null,
	undo_by uuid,
	sites uuid[],
	filter jsonb not null,
	until uuid not null,
	action text not null check (action in ('approve', 'reject', 'restore')),
	reason text,
	note text,
	state text not null check (state in ('preview', 'running', 'paused', 'done', 'undoing', 'undo_paused', 'undone')),
	at_id uuid not null default '00000000-0000-0000-0000-000000000000',
	matched int not null,
	decided int not null default 0,
	skipped int not null default 0,
	undone int not null default 0,
	kept int not null default 0,
	made_at timestamptz not null,
	started_at timestamptz,
	finished_at timestamptz,
	leased_by uuid,
	leased_until timestamptz
);
comment on table core.job is
	'Bulk moderation jobs: one decision on every comment that a filter finds, made in batches. Personal data: '
	'accounts, the filter, the note. Kept for good. Read by the maker and by moderators of all its sites.';
comment on column core.job.id is 'Identifies the job.';
comment on column core.job.made_by is 'Personal data: the moderator who made the job; it decides in that moderator''s name.';
comment on column core.job.undo_by is 'Personal data: the moderator who undoes the job; null without an undo.';
comment on column core.job.sites is 'Sites that the maker moderated then; null for all sites.';
comment on column core.job.filter is
	'Personal data: the filter as JSON (author, article, text, from, to and others); may name or quote a person. Kept for good.';
comment on column core.job.until is 'Upper bound of comment ids; comments written later are left out.';
comment on column core.job.action is 'approve, reject or restore.';
comment on column core.job.reason is 'Code of the reason; null if none was given.';
comment on column core.job.note is 'Personal data: the maker''s note for colleagues; null if none. Kept for good.';
comment on column core.job.state is 'preview, running, paused, done, undoing, undo_paused or undone.';
comment on column core.job.at_id is 'Progress: all comments (or decisions, for an undo) up to this id are done.';
comment on column core.job.matched is 'Number of comments that the filter found when the job was made, at most 100001.';
comment on column core.job.decided is 'Number of comments decided so far.';
comment on column core.job.skipped is 'Number of comments that could not be decided.';
comment on column core.job.undone is 'Number of decisions undone so far.';
comment on column core.job.kept is 'Number of decisions that an undo left, because something later depends on them.';
comment on column core.job.made_at is 'When the job was made.';
comment on column core.job.started_at is 'When the job first started; null before.';
comment on column core.job.finished_at is 'When the job ended or its undo did; null before.';
comment on column core.job.leased_by is 'The worker that runs the next batch; null if none does.';
comment on column core.job.leased_until is 'When the worker''s lease runs out; null without one.';
create index job_unfinished on core.job (made_at) where state in ('running', 'undoing');

create table core.sanction (
	id uuid primary key,
	account_id uuid not null references core.account,
	site_id uuid references core.site,
	kind text not null check (kind in ('warn', 'mute', 'premoderate', 'ban')),
	until timestamptz not null default 'infinity',
	reason text not null,
	made_by uuid,
	made_at timestamptz not null default core.now(),
	read_at timestamptz,
	lifted_by uuid,
	lifted_at timestamptz
);
comment on table core.sanction is 'Sanctions against accounts. Personal data. Kept for good. Read by the account and by moderators of the site.';
comment on column core.sanction.id is 'Identifies the sanction and its audit entry.';
comment on column core.sanction.account_id is 'Personal data: the sanctioned account.';
comment on column core.sanction.site_id is 'The site where it holds; null for all sites.';
comment on column core.sanction.kind is
	'warn (must be read before the next comment), mute (no writing), premoderate (comments wait) or ban (no writing; all sessions end).';
comment on column core.sanction.until is 'When it ends; infinity for never.';
comment on column core.sanction.reason is 'Code of the reason.';
comment on column core.sanction.made_by is 'Personal data: the moderator who imposed it; null for the operator.';
comment on column core.sanction.made_at is 'When it was imposed.';
comment on column core.sanction.read_at is 'When the account read a warning; null before, and for other kinds.';
comment on column core.sanction.lifted_by is 'Personal data: the account that lifted it; null while it stands.';
comment on column core.sanction.lifted_at is 'When it was lifted; null while it stands.';
create index sanction_live on core.sanction (account_id) where lifted_at is null;
create index sanction_account on core.sanction (account_id, id);
create index sanction_reason on core.sanction (reason, account_id);

create table core.sanction_span (
	sanction_id uuid primary key,
	account_id uuid not null,
	site_id uuid,
	moderator_id uuid not null,
	reason text not null,
	since timestamptz not null,
	upto timestamptz not null,
	state text not null check (state in ('rejecting', 'rejected', 'restoring', 'restored')),
	at_id uuid not null,
	rejected int not null default 0,
	restored int not null default 0,
	kept int not null default 0,
	restored_by uuid
);
comment on table core.sanction_span is
	'Comments of an account that a sanction rejects together, in batches, and brings back together. Personal data: '
	'accounts. Kept for good. Read by moderators of the site.';
comment on column core.sanction_span.sanction_id is 'The sanction.';
comment on column core.sanction_span.account_id is 'Personal data: the author of the comments.';
comment on column core.sanction_span.site_id is 'The site; null for all sites.';
comment on column core.sanction_span.moderator_id is 'Personal data: the moderator in whose name comments are rejected.';
comment on column core.sanction_span.reason is 'Code of the reason.';
comment on column core.sanction_span.since is 'Comments written before this time are left out.';
comment on column core.sanction_span.upto is 'Comments written after this time are left out.';
comment on column core.sanction_span.state is 'rejecting, rejected, restoring or restored.';
comment on column core.sanction_span.at_id is 'Progress: all comments (or decisions, when restoring) up to this id are done.';
comment on column core.sanction_span.rejected is 'Number of comments rejected so far.';
comment on column core.sanction_span.restored is 'Number of comments brought back so far.';
comment on column core.sanction_span.kept is 'Number of comments left as they are, because something happened to them since.';
comment on column core.sanction_span.restored_by is 'Personal data: the account that ordered the restoration; null without a restoration.';
create index span_unfinished on core.sanction_span (sanction_id) where state in ('rejecting', 'restoring');

-- ==== notices, appeals, notices of illegal content, mail

create table core.notice (
	id uuid primary key,
	account_id uuid not null,
	kind text not null check (kind in ('rejected', 'held', 'restored', 'report', 'sanction', 'lifted', 'appeal', 'illegal')),
	site_id uuid,
	article_id uuid,
	comment_id uuid,
	decision_id uuid,
	sanction_id uuid,
	body json not null,
	created_at timestamptz not null,
	read_at timestamptz
);
comment on table core.notice is
	'Notices for accounts: statements of reasons, results of reports and appeals, sanctions. Personal data. Kept '
	'for good. Read by the account alone.';
comment on column core.notice.id is 'Identifies the notice.';
comment on column core.notice.account_id is 'Personal data: the account that gets the notice.';
comment on column core.notice.kind is
	'rejected, held, restored, report (the result of one), sanction, lifted, appeal (the result of one) or illegal (the result of a '
	'notice of illegal content).';
comment on column core.notice.site_id is 'The site; null for all sites.';
comment on column core.notice.article_id is 'The article; null if none is meant.';
comment on column core.notice.comment_id is 'The comment; null if none is meant.';
comment on column core.notice.decision_id is 'The decision; null if a rule decided alone or nothing was decided.';
comment on column core.notice.sanction_id is 'The sanction; null if none is meant.';
comment on column core.notice.body is
	'Personal data: the statement as JSON, as it was when the notice was written: action, reason, rule, since, until, by, note. Kept '
	'for good.';
comment on column core.notice.created_at is 'When the notice was written.';
comment on column core.notice.read_at is 'When the account read it; null before.';
create index notice_account on core.notice (account_id, id);
create index notice_unread on core.notice (account_id) where read_at is null;

create table core.appeal (
	id uuid primary key,
	account_id uuid not null,
	kind text not null check (kind in ('decision', 'sanction', 'rule')),
	subject uuid not null unique,
	site_id uuid,
	article_id uuid,
	comment_id uuid,
	decision_id uuid,
	sanction_id uuid,
	notice_id uuid,
	text text not null,
	state text not null default 'open' check (state in ('open', 'upheld', 'overturned', 'moot')),
	made_at timestamptz not null,
	decided_by uuid,
	decided_entry uuid,
	decided_at timestamptz,
	check ((decided_by is null) = (state in ('open', 'moot')))
);
comment on table core.appeal is
	'Appeals of authors against restrictions (Regulation (EU) 2022/2065, art. 20); one for each restriction. '
	'Personal data. Kept for good. Read by the author and by moderators of the site.';
comment on column core.appeal.id is 'Identifies the appeal.';
comment on column core.appeal.account_id is 'Personal data: the author who appeals.';
comment on column core.appeal.kind is 'The kind of restriction that is appealed: decision, sanction or rule (one that decided alone).';
comment on column core.appeal.subject is 'Id of the decision, sanction or notice that is appealed; unique.';
comment on column core.appeal.site_id is 'The site; null for all sites.';
comment on column core.appeal.article_id is 'The article; null for a sanction.';
comment on column core.appeal.comment_id is 'The comment; null for a sanction.';
comment on column core.appeal.decision_id is 'The appealed decision; null otherwise.';
comment on column core.appeal.sanction_id is 'The appealed sanction; null otherwise.';
comment on column core.appeal.notice_id is 'The notice of a rule''s own decision; null otherwise.';
comment on column core.appeal.text is 'Personal data: the author''s words. Kept for good.';
comment on column core.appeal.state is 'open, upheld (the restriction stays), overturned or moot (nothing left to decide).';
comment on column core.appeal.made_at is 'When the appeal was made.';
comment on column core.appeal.decided_by is 'Personal data: the moderator who decided; null while open or moot. The author sees a pseudonym.';
comment on column core.appeal.decided_entry is 'The audit entry of the decision; null while open or moot.';
comment on column core.appeal.decided_at is 'When it was decided or became moot; null while open.';
create index appeal_open on core.appeal (id) where state = 'open';
create index appeal_account on core.appeal (account_id, id);
create index appeal_comment on core.appeal (comment_id) where comment_id is not null;
create index appeal_sanction on core.appeal (sanction_id) where sanction_id is not null;
-- A decision that an appeal made is found here: it cannot be undone as other decisions can.
create unique index appeal_entry on core.appeal (decided_entry) where decided_entry is not null;

-- An account that took part in the appealed decision does not decide the appeal, whichever function asks.
create function core.appeal_independent() returns trigger language plpgsql
as $$
begin
	if old.decided_by is not null and new.decided_by is distinct from old.decided_by then
		raise exception 'an appeal is decided once' using errcode = 'check_violation';
	elsif new.decided_by is not null and old.decided_by is null and core.took_part(old, new.decided_by) then
		raise exception 'who took part does not decide the appeal' using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger appeal_independent before update on core.appeal for each row execute function core.appeal_independent();

create table core.illegal_notice (
	id uuid primary key,
	reference text not null unique,
	article_id uuid not null,
	comment_id uuid not null,
	site_id uuid not null,
	revision int not null,
	account_id uuid,
	state text not null default 'open' check (state in ('open', 'decided')),
	outcome text check (outcome in ('removed', 'kept', 'withdrawn')),
	automated boolean not null default false,
	made_at timestamptz not null,
	decided_at timestamptz,
	check ((state = 'open') = (outcome is null))
);
comment on table core.illegal_notice is
	'Notices of illegal content (Regulation (EU) 2022/2065, art. 16), from anyone. Personal data: the notifier''s '
	'account. Kept for good. Read by moderators of the site; state and outcome by everybody who has the reference.';
comment on column core.illegal_notice.id is 'Identifies the notice.';
comment on column core.illegal_notice.reference is 'Secret by which the notifier follows the notice: 32 hexadecimal digits; unique.';
comment on column core.illegal_notice.article_id is 'The article.';
comment on column core.illegal_notice.comment_id is 'The comment.';
comment on column core.illegal_notice.site_id is 'The site.';
comment on column core.illegal_notice.revision is 'The comment''s revision when the notice arrived.';
comment on column core.illegal_notice.account_id is 'Personal data: the notifier''s account if signed in; null otherwise. Kept for good.';
comment on column core.illegal_notice.state is 'open or decided.';
comment on column core.illegal_notice.outcome is 'removed, kept or withdrawn (by the comment''s author); null while open.';
comment on column core.illegal_notice.automated is 'Whether the outcome was reached without a human.';
comment on column core.illegal_notice.made_at is 'When the notice arrived.';
comment on column core.illegal_notice.decided_at is 'When it was decided; null while open.';
create index illegal_comment on core.illegal_notice (comment_id, id);
create index illegal_open on core.illegal_notice (made_at) where state = 'open';

create table core.illegal_private (
	illegal_id uuid primary key references core.illegal_notice,
	name text,
	email text,
	url text,
	law text,
	explanation text
);
comment on table core.illegal_private is
	'The part of a notice of illegal content that names or quotes the notifier, apart so that it can be erased. '
	'Personal data. Kept until it is erased. Read by moderators of the site: explanation and law. The rest is for '
	'the database functions and the mail program alone.';
comment on column core.illegal_private.illegal_id is 'The notice.';
comment on column core.illegal_private.name is 'Personal data: the notifier''s name; null if not given or erased.';
comment on column core.illegal_private.email is 'Personal data: the notifier''s e-mail address for the answer; null if not given or erased.';
comment on column core.illegal_private.url is 'The address of the content as the notifier gave it; null if given by id.';
comment on column core.illegal_private.law is 'The law that the notifier names; null if none.';
comment on column core.illegal_private.explanation is 'Personal data: why the content is illegal, in the notifier''s words; null once erased.';

create table core.outbox (
	id uuid primary key,
	account_id uuid,
	illegal_id uuid,
	notice_id uuid,
	template text not null,
	data json not null,
	created_at timestamptz not null,
	due_at timestamptz not null,
	tries int not null default 0,
	sent_at timestamptz,
	check (num_nonnulls(account_id, illegal_id) = 1)
);
comment on table core.outbox is
	'Mail to be sent, written in the transaction that causes it. No addresses: the sender looks them up. Personal '
	'data: the account. Kept for retention.outbox, sent or not. Read by the mail program.';
comment on column core.outbox.id is 'Identifies the mail; a retry sends the same one.';
comment on column core.outbox.account_id is 'Personal data: the account that gets it; null if illegal_id is set.';
comment on column core.outbox.illegal_id is 'The notice of illegal content whose notifier gets it; null if account_id is set.';
comment on column core.outbox.notice_id is 'The notice that the mail is about; null without one.';
comment on column core.outbox.template is 'Name of the mail''s template.';
comment on column core.outbox.data is 'Values for the template as JSON; ids and codes only.';
comment on column core.outbox.created_at is 'When it was written.';
comment on column core.outbox.due_at is 'When it is to be sent, or tried again.';
comment on column core.outbox.tries is 'Number of failed attempts.';
comment on column core.outbox.sent_at is 'When it was sent; null before.';
create index outbox_due on core.outbox (due_at) where sent_at is null;
create index outbox_created on core.outbox (created_at);

-- ==== audit

create table core.audit (
	id uuid primary key,
	seq bigint generated always as identity constraint audit_seq unique,
	at timestamptz not null,
	actor_id uuid,
	action text not null,
	object_id uuid not null,
	site_id uuid,
	codes jsonb not null default '{}',
	network bytea,
	digest bytea,
	xact xid8 not null default pg_current_xact_id()
);
comment on table core.audit is
	'The audit: every act that changes something or was refused, appended and never changed. Ids and codes only; '
	'names and quotations are in core.audit_private. Personal data: accounts, networks. Kept for good. Read by '
	'admins and auditors of the site.';
comment on column core.audit.id is 'Identifies the entry; often the id of the act itself (decision, sanction and others).';
comment on column core.audit.seq is 'Position in the order in which entries were appended; lists follow it.';
comment on column core.audit.at is 'When the act happened.';
comment on column core.audit.actor_id is 'Personal data: the account that acted; null for the operator or for Madang itself.';
comment on column core.audit.action is 'Name of the act.';
comment on column core.audit.object_id is 'The object of the act: a comment, article, account, site or another object.';
comment on column core.audit.site_id is 'The site; null if the act belongs to no site.';
comment on column core.audit.codes is 'Codes before and after and reasons, as JSON; no names, no texts.';
comment on column core.audit.network is 'Personal data: keyed digest of the network from which the actor acted, never the address; null if unknown.';
comment on column core.audit.digest is 'SHA-256 of salt and payload of the private part; null without one.';
comment on column core.audit.xact is 'The transaction that wrote the entry; proves that an erasure has its own entry.';
create index audit_object on core.audit (object_id, seq);
create index audit_actor on core.audit (actor_id, seq);
create index audit_action on core.audit (action, seq);
-- Entries that anybody can cause for an account are counted before another is written.
create index audit_bounded on core.audit (actor_id, action, id) where action in ('refused', 'sign_in_failed');

create table core.audit_private (
	entry uuid primary key,
	salt bytea not null,
	payload text not null
);
comment on table core.audit_private is
	'The part of an audit entry that names or quotes people, apart so that it can be erased while the sealed entry '
	'stays. Personal data. Kept until core.audit_erase() removes it. Read by admins and auditors of the site.';
comment on column core.audit_private.entry is 'The audit entry.';
comment on column core.audit_private.salt is '32 random bytes before the payload in the digest, so that an erased payload cannot be guessed.';
comment on column core.audit_private.payload is 'Personal data: names, notes and quotations as JSON text. Kept until erased.';

create table core.audit_unsealed (
	entry uuid primary key
);
comment on table core.audit_unsealed is 'Audit entries that no seal covers yet. No personal data. Kept until the next seal. Read by the sealer.';
comment on column core.audit_unsealed.entry is 'The audit entry.';

create table core.seal (
	number bigint primary key check (number > 0),
	at bigint not null,
	previous bytea not null check (length(previous) = 32),
	hash bytea not null check (length(hash) = 32),
	signature bytea not null check (length(signature) = 64),
	key bytea not null check (length(key) = 32),
	entries uuid[] not null check (cardinality(entries) > 0),
	digests bytea[] not null check (cardinality(digests) = cardinality(entries))
);
comment on table core.seal is
	'The chain of seals over the audit: each one signs entries and the seal before it. No personal data. Kept for '
	'good. Read by the sealer and madang audit verify.';
comment on column core.seal.number is 'Position in the chain, from 1.';
comment on column core.seal.at is 'When it was made: microseconds since 1970 by the database''s clock.';
comment on column core.seal.previous is 'Hash of the seal before it; 32 zero bytes for the first.';
comment on column core.seal.hash is 'BLAKE2b-256 over previous, number, time, and id and digest of each entry (server/secret/seal.h).';
comment on column core.seal.signature is 'Ed25519 signature of the hash.';
comment on column core.seal.key is 'The public key that verifies the signature.';
comment on column core.seal.entries is 'Ids of the sealed entries.';
comment on column core.seal.digests is 'Digest of each entry, in the same order.';

create function core.audit_immutable() returns trigger language plpgsql
as $$
begin
	raise exception 'the audit is appended to, never changed' using errcode = 'insufficient_privilege';
end $$;
-- A private part is deleted by core.audit_erase() only, which writes an entry about it.
create function core.audit_private_erased() returns trigger language plpgsql
as $$
begin
	if not exists (select from core.audit a where a.object_id = old.entry and a.action = 'erase' and a.xact = pg_current_xact_id()) then
		raise exception 'a private part is erased by core.audit_erase() alone' using errcode = 'insufficient_privilege';
	end if;
	return old;
end $$;

create trigger immutable before update or delete on core.audit for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.audit execute function core.audit_immutable();
create trigger immutable before update or delete on core.seal for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.seal execute function core.audit_immutable();
create trigger immutable before update on core.audit_private for each row execute function core.audit_immutable();
create trigger no_truncate before truncate on core.audit_private execute function core.audit_immutable();
create trigger erase_audited before delete on core.audit_private for each row execute function core.audit_private_erased();

-- The functions run as the owner, so the owner has no right to change the audit either.
do $$
begin
	execute format('revoke update, delete, truncate on core.audit, core.seal from %I', current_user);
	execute format('revoke update, truncate on core.audit_private from %I', current_user);
end $$;

-- ==== search

create table core.search_text (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	text text not null
);
comment on table core.search_text is
	'Texts of comments folded for the desk''s search. Personal data. Kept as long as the text of the comment; '
	'emptied when that is erased. Read by the database functions alone.';
comment on column core.search_text.comment_id is 'The comment.';
comment on column core.search_text.article_id is 'The article.';
comment on column core.search_text.site_id is 'The site.';
comment on column core.search_text.text is 'Personal data: the visible text as core.folded() gives it; empty once erased.';
create index search_article on core.search_text (article_id, comment_id);
create index search_site on core.search_text (site_id, comment_id);

create table core.search_queue (
	article_id uuid not null,
	comment_id uuid not null
);
comment on table core.search_queue is
	'Comments whose text is new, changed or erased since the search last read it. No personal data. Kept for '
	'seconds, until search_fill takes them. Read by the database functions alone.';
comment on column core.search_queue.article_id is 'The article.';
comment on column core.search_queue.comment_id is 'The comment.';

create function core.search_enqueue() returns trigger language plpgsql
as $$
begin
	insert into core.search_queue (article_id, comment_id) values (new.article_id, new.id);
	return null;
end $$;
create trigger search_enqueue after insert or update of body on core.comment for each row execute function core.search_enqueue();

-- Trigram indexes, where pg_trgm is installed in any schema.
do $$
declare
	v_schema name;
begin
	select n.nspname into v_schema from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.opcname = 'gin_trgm_ops' limit 1;
	if found then
		execute format('create index search_words on core.search_text using gin (text %I.gin_trgm_ops)', v_schema);
		execute format('create index account_words on core.account using gin (core.folded(username) %I.gin_trgm_ops)', v_schema);
	end if;
end $$;

-- ==== upkeep

create table core.idempotency (
	account_id uuid not null,
	key uuid not null,
	operation text not null,
	digest bytea not null,
	article_id uuid,
	object_id uuid,
	result json,
	at timestamptz not null,
	primary key (account_id, key)
);
comment on table core.idempotency is
	'Results of writes by Idempotency-Key, so that a repeated request gets the first result. Personal data: the '
	'account. Kept for 24 hours. Read by the database functions alone.';
comment on column core.idempotency.account_id is 'Personal data: the account that wrote; all zeros without a session.';
comment on column core.idempotency.key is 'The client''s key.';
comment on column core.idempotency.operation is 'Name of the API function.';
comment on column core.idempotency.digest is 'Digest of the request''s body; the same key with another body is refused.';
comment on column core.idempotency.article_id is 'The article of the object; null if it has none.';
comment on column core.idempotency.object_id is 'The object that the first request made; null if the result has none.';
comment on column core.idempotency.result is 'The answer as JSON, where the object alone does not give it; null otherwise.';
comment on column core.idempotency.at is 'When the first request succeeded.';
create index idempotency_at on core.idempotency (at);
-- A write that ended its own session has no account any more when it is repeated.
create index idempotency_session on core.idempotency (key) where operation = 'session_end';

create table core.probe (
	filler text not null
);
comment on table core.probe is
	'Rows of readiness probes, each written and deleted in one transaction. No personal data. Kept for no time. '
	'Read by the database functions alone.';
comment on column core.probe.filler is 'Bytes that take new pages, stored uncompressed, so that a full disk is noticed.';
-- Stored as it is: the probe's row takes new pages, as a comment would.
alter table core.probe alter column filler set storage external;

create table core.sweep_state (
	one boolean primary key default true check (one),
	last_at timestamptz not null,
	doubt text,
	doubt_at timestamptz,
	accepted int not null default 0,
	check ((doubt is null) = (doubt_at is null))
);
comment on table core.sweep_state is
	'When the last sweep ran and whether the database''s clock is trusted; one row. No personal data. Kept for '
	'good. Read by the database functions and the operator.';
comment on column core.sweep_state.one is 'Always true: the table has one row.';
comment on column core.sweep_state.last_at is 'When the last sweep ran.';
comment on column core.sweep_state.doubt is 'Why the clock is doubted, so that nothing is deleted by time; null while it is trusted.';
comment on column core.sweep_state.doubt_at is 'When the doubt began; null while the clock is trusted.';
comment on column core.sweep_state.accepted is 'How often an operator accepted the clock (madang check --accept-clock).';

create table core.epoch (
	one boolean primary key default true check (one),
	epoch uuid not null
);
comment on table core.epoch is
	'The random part of the database''s epoch; a restore draws another one. One row. No personal data. Kept for '
	'good. Public as a part of every ETag.';
comment on column core.epoch.one is 'Always true: the table has one row.';
comment on column core.epoch.epoch is 'The random id; core.epoch() combines it with the cluster''s timeline.';

-- ==== seeds

insert into core.sweep_state (last_at) values (core.now());
insert into core.epoch (epoch) values (gen_random_uuid());
