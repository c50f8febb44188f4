-- PostgreSQL database dump

SELECT pg_catalog.set_config('search_path', '', false);

-- Name: api_1; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA api_1;

-- Name: core; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA core;

-- Name: judged; Type: TYPE; Schema: core; Owner: -

CREATE TYPE core.judged AS (
	comment uuid,
	site uuid,
	author uuid,
	author_since timestamp with time zone,
	reader boolean,
	at timestamp with time zone,
	bands bigint[],
	text_at timestamp with time zone,
	characters integer
);

-- Name: TYPE judged; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TYPE core.judged IS 'A comment as the state rules see it; see core.state_hits(). A type: nothing is stored.';

-- Name: COLUMN judged.comment; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.comment IS 'The comment.';

-- Name: COLUMN judged.site; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.site IS 'The site of its article.';

-- Name: COLUMN judged.author; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.author IS 'The account that wrote it.';

-- Name: COLUMN judged.author_since; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.author_since IS 'When that account was made.';

-- Name: COLUMN judged.reader; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.reader IS 'Whether the author is a reader and not staff.';

-- Name: COLUMN judged.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.at IS 'When the comment was written.';

-- Name: COLUMN judged.bands; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.bands IS 'The signature of its text; empty if the text is too short for one.';

-- Name: COLUMN judged.text_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.text_at IS 'When its text was written, which an edit makes later.';

-- Name: COLUMN judged.characters; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.judged.characters IS 'The number of visible characters.';

-- Name: public_columns; Type: TYPE; Schema: core; Owner: -

CREATE TYPE core.public_columns AS (
	id uuid,
	parent_id uuid,
	author_id uuid,
	author_name text,
	author_role text,
	html text,
	state text,
	revision integer,
	edited_at text,
	up integer,
	down integer,
	replies integer,
	rank_best integer,
	author_badge text
);

-- Name: TYPE public_columns; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TYPE core.public_columns IS 'The members of a comment that everybody may read. A tombstone has no author, text, time of editing and votes.';

-- Name: COLUMN public_columns.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.id IS 'Identifies the comment; its time is the comment''s.';

-- Name: COLUMN public_columns.parent_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.parent_id IS 'The comment that this one answers; the article''s id at top level.';

-- Name: COLUMN public_columns.author_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.author_id IS 'Personal data: the account that wrote the comment; null for a tombstone.';

-- Name: COLUMN public_columns.author_name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.author_name IS 'Personal data: the author''s username when the comment was written; null for a tombstone.';

-- Name: COLUMN public_columns.author_role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.author_role IS 'The author''s role on the site when the comment was written; null for a tombstone.';

-- Name: COLUMN public_columns.html; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.html IS 'Personal data: the text as rendered for pages; null for a tombstone.';

-- Name: COLUMN public_columns.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.state IS 'published, withdrawn or removed; the last two are tombstones.';

-- Name: COLUMN public_columns.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.revision IS 'Number of the current text; 1 before the first edit.';

-- Name: COLUMN public_columns.edited_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.edited_at IS 'When the text was last edited, as RFC 3339; null for never and for a tombstone.';

-- Name: COLUMN public_columns.up; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.up IS 'Number of up votes; null for a tombstone.';

-- Name: COLUMN public_columns.down; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.down IS 'Number of down votes; null for a tombstone.';

-- Name: COLUMN public_columns.replies; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.replies IS 'Number of visible direct replies.';

-- Name: COLUMN public_columns.rank_best; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.rank_best IS 'Key of the order "best", for cursors.';

-- Name: COLUMN public_columns.author_badge; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_columns.author_badge IS 'Personal data: the author''s badge when the comment was written; null for none and for a tombstone.';

-- Name: thread_row; Type: TYPE; Schema: core; Owner: -

CREATE TYPE core.thread_row AS (
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
	revision integer,
	edited_at text,
	up integer,
	down integer,
	replies integer,
	rank_best integer,
	author_badge text
);

-- Name: TYPE thread_row; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TYPE core.thread_row IS 'A row of a page of comments as the API functions return it. The first row (ok) is the article: version, and its JSON as html. All other rows are comments: core.public_columns.';

-- Name: COLUMN thread_row.outcome; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.outcome IS 'The kind of the row; see the functions.';

-- Name: COLUMN thread_row.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.version IS 'The article''s version in the first row; null in all others.';

-- Name: COLUMN thread_row.locked; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.locked IS 'Whether the comment or one of its ancestors is locked; null in rows of lists; the row of the parent has it.';

-- Name: COLUMN thread_row.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.id IS 'See core.public_columns.';

-- Name: COLUMN thread_row.parent_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.parent_id IS 'See core.public_columns.';

-- Name: COLUMN thread_row.author_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.author_id IS 'See core.public_columns.';

-- Name: COLUMN thread_row.author_name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.author_name IS 'See core.public_columns.';

-- Name: COLUMN thread_row.author_role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.author_role IS 'See core.public_columns.';

-- Name: COLUMN thread_row.html; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.html IS 'The article''s JSON in the first row; see core.public_columns for all others.';

-- Name: COLUMN thread_row.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.state IS 'See core.public_columns.';

-- Name: COLUMN thread_row.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.revision IS 'See core.public_columns.';

-- Name: COLUMN thread_row.edited_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.edited_at IS 'See core.public_columns.';

-- Name: COLUMN thread_row.up; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.up IS 'See core.public_columns.';

-- Name: COLUMN thread_row.down; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.down IS 'See core.public_columns.';

-- Name: COLUMN thread_row.replies; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.replies IS 'See core.public_columns; the number of all ancestors in the first row of comment_get().';

-- Name: COLUMN thread_row.rank_best; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.rank_best IS 'See core.public_columns.';

-- Name: COLUMN thread_row.author_badge; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.thread_row.author_badge IS 'See core.public_columns.';

-- Name: viewer_state; Type: TYPE; Schema: core; Owner: -

CREATE TYPE core.viewer_state AS (
	account uuid,
	name text,
	rank integer,
	since timestamp with time zone,
	session uuid,
	expires_at timestamp with time zone,
	banned boolean,
	ban_until timestamp with time zone,
	muted boolean,
	mute_until timestamp with time zone,
	premoderate boolean,
	warned boolean,
	verified boolean,
	terms text,
	unproven boolean,
	fresh boolean
);

-- Name: TYPE viewer_state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TYPE core.viewer_state IS 'The account that asks, as one site sees it; see core.viewer(). A type: nothing is stored.';

-- Name: COLUMN viewer_state.account; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.account IS 'The account; null without a live session.';

-- Name: COLUMN viewer_state.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.name IS 'Its username.';

-- Name: COLUMN viewer_state.rank; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.rank IS 'Its role on the site as a number, see core.role_rank().';

-- Name: COLUMN viewer_state.since; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.since IS 'When the account was created.';

-- Name: COLUMN viewer_state.session; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.session IS 'Its session.';

-- Name: COLUMN viewer_state.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.expires_at IS 'When the session ends.';

-- Name: COLUMN viewer_state.banned; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.banned IS 'Whether a ban holds on the site.';

-- Name: COLUMN viewer_state.ban_until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.ban_until IS 'When the ban ends.';

-- Name: COLUMN viewer_state.muted; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.muted IS 'Whether a mute holds on the site.';

-- Name: COLUMN viewer_state.mute_until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.mute_until IS 'When the mute ends.';

-- Name: COLUMN viewer_state.premoderate; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.premoderate IS 'Whether its comments wait for a moderator.';

-- Name: COLUMN viewer_state.warned; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.warned IS 'Whether a warning is unread; it must be read before the next comment.';

-- Name: COLUMN viewer_state.verified; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.verified IS 'Whether its address is verified.';

-- Name: COLUMN viewer_state.terms; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.terms IS 'The version of the terms that it accepted last; null: none.';

-- Name: COLUMN viewer_state.unproven; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.unproven IS 'Its roles give no rights in this session: a second factor is required, and none was proven. rank is then 0.';

-- Name: COLUMN viewer_state.fresh; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.viewer_state.fresh IS 'Whether the person proved themselves in this session within session.fresh.';

-- Name: account_change(bytea, uuid, text, text, integer, text, text, boolean, text, text, json); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_change(p_viewer bytea, p_id uuid, p_name text, p_skeleton text, p_name_wait integer, p_hash text, p_email text, p_mail boolean, p_language text, p_terms text, p_choices json, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_comments(bytea, uuid, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_comments(p_viewer bytea, p_account uuid, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_create(uuid, text, text, text, text, uuid, bytea, integer, text, text, text, boolean, bytea, text, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_language text DEFAULT 'en'::text, p_mail boolean DEFAULT false, p_device bytea DEFAULT NULL::bytea, p_terms text DEFAULT NULL::text, p_factor_required boolean DEFAULT false, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_get(bytea, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_get(p_viewer bytea, p_name_wait integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_note(bytea, uuid, uuid, text, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_page(bytea, integer, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_page(p_viewer bytea, p_name_wait integer, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_profile(uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_secret(text, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_secret(p_login text, p_device bytea DEFAULT NULL::bytea, p_network text DEFAULT NULL::text, OUT outcome text, OUT account uuid, OUT hash text, OUT place text, OUT refused boolean) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: api_token_end(bytea, text, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.api_token_end(p_viewer bytea, p_site text, p_token uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: api_token_make(bytea, text, text, text, integer, bytea, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.api_token_make(p_viewer bytea, p_site text, p_name text, p_scopes text, p_days integer, p_token bytea, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_check(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_check(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_decide(bytea, uuid, text, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_list(bytea, boolean, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_mine(bytea, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_mine(p_viewer bytea, p_limit integer DEFAULT 100, p_at_id uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_post(bytea, uuid, uuid, uuid, uuid, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_undo(bytea, uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_undo(p_viewer bytea, p_appeal uuid, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_create(bytea, uuid, text, text, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_desk(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_find(text, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_first_sight(uuid, text, text, text, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_first_sight(p_article uuid, p_site text, p_origin text, p_url text, p_title text, p_day_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_get(uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_list(bytea, uuid, text, text, text, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_list(p_viewer bytea, p_id uuid, p_find text, p_url text, p_state text, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_moved(uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_moved(p_article uuid, OUT outcome text, OUT article uuid) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: new_id(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.new_id() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    AS ...;

-- Name: article_patch(bytea, uuid, text, text, text, integer, timestamp with time zone, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid DEFAULT core.new_id(), OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: audit_log(bytea, uuid, uuid, text, timestamp with time zone, timestamp with time zone, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: audit_seal(bigint, bigint, bytea, bytea, bytea, bytea, uuid[], bytea[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: audit_unsealed(integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: case_get(bytea, uuid, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, p_full boolean DEFAULT false, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: case_list(bytea, text, uuid, integer, double precision, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: case_sanction(bytea, uuid, integer, uuid, text, timestamp with time zone, text, text, text, boolean, integer, boolean, integer, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_sanction(p_viewer bytea, p_comment uuid, p_version integer, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_everywhere boolean, p_span integer, p_decide boolean, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: case_skip(bytea, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_skip(p_viewer bytea, p_comment uuid, p_skip uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: claim_next(bytea, text, uuid, integer, integer, integer, uuid, uuid, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer DEFAULT 100, p_claim uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: claim_release(bytea, uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.claim_release(p_viewer bytea, p_comment uuid, p_release uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: claim_renew(bytea, uuid, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer DEFAULT 100, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: claim_take(bytea, uuid, integer, uuid, integer, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer DEFAULT 100, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_edit(bytea, uuid, uuid, integer, text, text, json, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, p_mentions integer DEFAULT 10, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_get(uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS ...;

-- Name: comment_mark(bytea, uuid, boolean, boolean, boolean, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_page(uuid, uuid, text, integer, integer, uuid, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer DEFAULT 0, p_levels integer DEFAULT 2) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_post(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, integer, text, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text DEFAULT 'nothing'::text, p_terms text DEFAULT NULL::text, p_mentions integer DEFAULT 10, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_source(bytea, uuid, uuid, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_withdraw(bytea, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: connections(bytea, text, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.connections(p_viewer bytea, p_site text, p_change boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: counts(uuid[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: counts_by_key(text, text[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.counts_by_key(p_site text, p_keys text[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decide(bytea, json, uuid, bytea, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer DEFAULT 600, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decision_log(bytea, uuid, uuid, uuid, timestamp with time zone, timestamp with time zone, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decision_undo(bytea, uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decisions_undo(bytea, uuid[], uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decisions_undo(p_viewer bytea, p_decisions uuid[], p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: desk_state(bytea[], integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.desk_state(p_viewers bytea[], p_cases integer) RETURNS TABLE(outcome text, version bigint, body json, scope text, n integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: digest_step(integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.digest_step(p_max integer, p_items integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS ...;

-- Name: email_confirm(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.email_confirm(p_token bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: factor_code(bytea, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.factor_code(p_viewer bytea, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: factor_failed(bytea, bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.factor_failed(p_viewer bytea, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: factor_list(bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.factor_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: factor_prove(bytea, bigint, bytea, bytea, integer, integer, text, text, bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.factor_prove(p_viewer bytea, p_step bigint, p_code bytea, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: follow_list(bytea, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.follow_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: follow_set(bytea, uuid, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.follow_set(p_viewer bytea, p_id uuid, p_follows boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: house_rules(text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: illegal_get(text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: illegal_post(bytea, uuid, uuid, text, text, text, text, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: invitation_act(bytea, uuid, boolean, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.invitation_act(p_viewer bytea, p_offer uuid, p_resend boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_get(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_list(bytea, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_make(bytea, uuid, json, text, text, text, uuid, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, p_url text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_move(bytea, uuid, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_step(uuid, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: journal_read(uuid, bigint, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.journal_read(p_article uuid, p_since bigint, p_max integer) RETURNS TABLE(outcome text, version bigint, comments integer, complete bigint, age_ms integer, change text, comment uuid, parent uuid, up integer, down integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: link_get(bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.link_get(p_token bytea, p_purpose text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mail_claim(integer, bytea[], integer, integer, integer, json); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mail_claim(p_max integer, p_digests bytea[], p_lease integer, p_window integer, p_expire integer, p_lifetimes json, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_sort TO 'off'
    AS ...;

-- Name: mail_done(uuid[], integer[], text[], text[], integer, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mail_done(p_ids uuid[], p_claims integer[], p_results text[], p_replies text[], p_backoff integer, p_backoff_max integer, p_window integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mail_sending(uuid[], integer[], integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mail_sending(p_ids uuid[], p_claims integer[], p_lease integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mine(bytea, uuid, uuid[], uuid, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, p_verify text DEFAULT 'nothing'::text, p_terms text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mine_page(bytea, uuid, uuid[], text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], p_verify text DEFAULT 'nothing'::text, p_terms text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: moderated_account(bytea, uuid, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text DEFAULT NULL::text, p_at_id uuid DEFAULT NULL::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mute_list(bytea, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mute_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mute_set(bytea, uuid, boolean, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mute_set(p_viewer bytea, p_account uuid, p_muted boolean, p_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: name_decide(bytea, uuid, text, text, text, text, jsonb, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.name_decide(p_viewer bytea, p_report uuid, p_outcome text, p_reason text, p_note text, p_message text, p_names jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: name_list(bytea, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.name_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: name_report(bytea, uuid, uuid, text, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.name_report(p_viewer bytea, p_account uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: newsroom_figures(); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.newsroom_figures(OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notice_list(bytea, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notice_read(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notification_list(bytea, boolean, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notification_list(p_viewer bytea, p_replies boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notification_read(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notification_read(p_viewer bytea, p_notification uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notification_step(integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notification_step(p_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS ...;

-- Name: notifications_read(bytea, uuid, uuid[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notifications_read(p_viewer bytea, p_upto uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: notify_versions(text[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: participants(bytea, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.participants(p_viewer bytea, p_article uuid, p_prefix text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_add(bytea, uuid, text, bytea, integer, bytea, bigint, text, text, boolean, boolean, bytea, bigint, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_add(p_viewer bytea, p_passkey uuid, p_host text, p_credential bytea, p_alg integer, p_key bytea, p_counter bigint, p_name text, p_transports text, p_may_sync boolean, p_synced boolean, p_challenge bytea, p_expires bigint, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_find(bytea, text, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_find(p_viewer bytea, p_host text, p_credential bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_list(bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_make(bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_make(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_open(uuid, bigint, boolean, bytea, bigint, uuid, bytea, integer, integer, text, text, bytea, boolean, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_open(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_proof_options(bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_proof_options(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_prove(bytea, uuid, bigint, boolean, bytea, bigint, bytea, integer, integer, text, text, bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_prove(p_viewer bytea, p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_remove(bytea, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_remove(p_viewer bytea, p_passkey uuid, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: passkey_rename(bytea, uuid, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.passkey_rename(p_viewer bytea, p_passkey uuid, p_host text, p_name text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: password_reset(bytea, text, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.password_reset(p_token bytea, p_hash text, p_device bytea DEFAULT NULL::bytea, p_network text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: password_set(bytea, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.password_set(p_viewer bytea, p_old text, p_new text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: probe_read(); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.probe_read(OUT outcome text) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '50ms'
    AS ...;

-- Name: probe_work(); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.probe_work(OUT outcome text) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '50ms'
    AS ...;

-- Name: probe_write(integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.probe_write(p_bytes integer, OUT outcome text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: provider_remove(bytea, text, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.provider_remove(p_viewer bytea, p_site text, p_name text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: provider_set(bytea, text, text, jsonb, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.provider_set(p_viewer bytea, p_site text, p_name text, p_settings jsonb, p_keys text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: recent(integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.recent(p_limit integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: recovery_codes(bytea, bytea[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.recovery_codes(p_viewer bytea, p_codes bytea[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: replies_page(uuid, uuid, text, integer, integer, uuid, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer DEFAULT 0, p_levels integer DEFAULT 2) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_sort TO 'off'
    SET enable_incremental_sort TO 'off'
    AS ...;

-- Name: report_post(bytea, uuid, uuid, uuid, text, text, uuid, bytea, integer, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: reset_ask(uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.reset_ask(p_id uuid, p_login text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: reset_step(integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.reset_step(p_max integer, p_mails integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: role_answer(bytea, uuid, boolean, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.role_answer(p_viewer bytea, p_offer uuid, p_accept boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: role_set(bytea, uuid, text, text, uuid, uuid, bytea, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, p_permissions text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: rule_hits(bytea, text, timestamp with time zone, timestamp with time zone, text, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.rule_hits(p_viewer bytea, p_site text, p_from timestamp with time zone, p_to timestamp with time zone, p_rule text, p_by_day boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: rules_get(bytea, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.rules_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: rules_past(bytea, text, jsonb, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.rules_past(p_viewer bytea, p_site text, p_rules jsonb, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: rules_put(bytea, text, integer, jsonb, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.rules_put(p_viewer bytea, p_site text, p_version integer, p_rules jsonb, p_mode text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sanction_add(bytea, uuid, uuid, text, timestamp with time zone, text, text, text, text, timestamp with time zone, integer, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_site text, p_since timestamp with time zone, p_span integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sanction_lift(bytea, uuid, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sanction_preview(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_preview(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sanction_restore(bytea, uuid, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sanction_undo(bytea, uuid, uuid, uuid, integer, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_undo(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: search(bytea, text, text, text, text, text, text, text, timestamp with time zone, timestamp with time zone, integer, uuid, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text DEFAULT NULL::text, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: search_fill(integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_account(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_account(p_viewer bytea, OUT outcome text, OUT account uuid) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_close(bytea, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_close(p_viewer bytea, p_end uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_confirm(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_confirm(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_exchange(bytea, uuid, bytea, text, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_exchange(p_code bytea, p_session uuid, p_token bytea, p_address text, p_agent text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_get(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_handover(bytea, uuid, bytea, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_handover(p_viewer bytea, p_id uuid, p_code bytea, p_life integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_list(bytea, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_list(p_viewer bytea, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_open(uuid, text, text, uuid, bytea, integer, text, text, integer, bytea, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer DEFAULT NULL::integer, p_device bytea DEFAULT NULL::bytea, p_factor_required boolean DEFAULT false, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_revoke(bytea, uuid, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_step_up(bytea, text, bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_step_up(p_viewer bytea, p_hash text, p_token bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sessions_revoke(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sessions_revoke(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sessions_used(bytea[], integer, integer, integer, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_staff_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: settings_get(bytea, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: settings_put(bytea, text, integer, jsonb, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_in_failed(uuid, text, uuid, bytea, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid DEFAULT core.new_id(), p_device bytea DEFAULT NULL::bytea, p_viewer bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on(uuid, bytea, bigint, json, uuid, uuid, bytea, integer, integer, text, text, bytea, text, uuid, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on(p_provider uuid, p_digest bytea, p_expires bigint, p_who json, p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_language text, p_entry uuid, p_factor_required boolean DEFAULT false, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_begin(text, bytea, bytea, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_begin(p_name text, p_state bytea, p_browser bytea, p_next text, p_life integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_end(uuid, bytea, bigint, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_end(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_logout(uuid, bytea, bigint, text, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_logout(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_sid text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_named(text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_named(p_name text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_provider(text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_provider(p_issuer text, p_audience text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sign_on_take(text, bytea, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_on_take(p_name text, p_state bytea, p_browser bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sites(text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sites(p_known text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: span_step(uuid, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: staff_invite(bytea, uuid, text, text, text, text, text, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.staff_invite(p_viewer bytea, p_account uuid, p_name text, p_skeleton text, p_address text, p_role text, p_site text, p_permissions text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: staff_list(bytea, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.staff_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: staff_reply(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, integer, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.staff_reply(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text DEFAULT 'nothing'::text, p_terms text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sweep(integer, integer, integer, integer, integer, json, json); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer DEFAULT (7 * 86400), p_journal integer DEFAULT (2 * 86400), p_clock json DEFAULT NULL::json, p_retention json DEFAULT '{}'::json, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS ...;

-- Name: thread_page(uuid, text, integer, integer, integer, uuid, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer DEFAULT 2) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_sort TO 'off'
    SET enable_incremental_sort TO 'off'
    AS ...;

-- Name: thread_page_bounded(uuid, text, integer, integer, integer, uuid, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer DEFAULT 2) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: totp_begin(bytea, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.totp_begin(p_viewer bytea, p_id uuid, p_secret bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: totp_begun(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.totp_begun(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: totp_confirm(bytea, uuid, bigint, bytea[], bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.totp_confirm(p_viewer bytea, p_id uuid, p_step bigint, p_codes bytea[], p_token bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: totp_remove(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.totp_remove(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: transparency(bytea, timestamp with time zone, timestamp with time zone, boolean, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: unsubscribe(bytea, boolean); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.unsubscribe(p_token bytea, p_all boolean, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: verify_mail(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.verify_mail(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: versions(uuid[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.versions(p_articles uuid[]) RETURNS TABLE(outcome text, article uuid, version bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: viewer_secret(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: votes_set(bytea[], uuid[], uuid[], integer[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]) RETURNS TABLE(outcome text, version bigint, body json)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_email(text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_email(p_skeleton text, p_email text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: account_factor_remove(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_factor_remove(p_skeleton text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: account_invite(uuid, text, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_invite(p_id uuid, p_name text, p_skeleton text, p_email text, p_role text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: now(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.now() RETURNS timestamp with time zone
    LANGUAGE sql PARALLEL SAFE
    AS ...;

-- Name: account; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account (
    id uuid NOT NULL,
    username text NOT NULL,
    skeleton text NOT NULL,
    email text,
    email_verified boolean DEFAULT false NOT NULL,
    password_hash text NOT NULL,
    rehashed_from text,
    state text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    terms_accepted text,
    mail_choices jsonb DEFAULT '{}'::jsonb NOT NULL,
    terms_accepted_at timestamp with time zone,
    CONSTRAINT account_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ko'::text]))),
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'erased'::text]))),
    CONSTRAINT account_username_check CHECK ((POSITION(('@'::text) IN (username)) = 0))
);

-- Name: TABLE account; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.account IS 'Accounts of the installation; readers and staff alike. Personal data. Kept as long as the account exists. Public: username, role and counts. Read by the account itself: the address. Hashes are for the database functions alone.';

-- Name: COLUMN account.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.id IS 'Identifies the account.';

-- Name: COLUMN account.username; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.username IS 'Personal data: the name as it was typed, in NFC, without @; public. Kept as long as the account exists.';

-- Name: COLUMN account.skeleton; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.skeleton IS 'The name folded so that confusable names are equal (Unicode TS 39); unique.';

-- Name: COLUMN account.email; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.email IS 'Personal data: e-mail address; null if none was given. Read by the account itself and the mail program. Kept as long as the account exists.';

-- Name: COLUMN account.email_verified; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.email_verified IS 'Whether the account proved that it receives mail at the address; only then is the address unique and accepted for signing in.';

-- Name: COLUMN account.password_hash; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.password_hash IS 'Argon2id hash of the password; replaced when the password changes or the cost of hashing does.';

-- Name: COLUMN account.rehashed_from; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.rehashed_from IS 'The previous hash of the same password at a former cost; a parallel sign-in may still compare with it. Null otherwise.';

-- Name: COLUMN account.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.state IS 'active, or erased once the person''s data was removed.';

-- Name: COLUMN account.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.created_at IS 'When the account was created.';

-- Name: COLUMN account.language; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.language IS 'Language of the account''s mails: en or ko.';

-- Name: COLUMN account.terms_accepted; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.terms_accepted IS 'The version of the terms that the account accepted last (terms.version); null: none.';

-- Name: COLUMN account.mail_choices; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.mail_choices IS 'When the account gets mail about notifications, by kind: now, daily or never; missing kinds have the default of core.mail_choice().';

-- Name: COLUMN account.terms_accepted_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account.terms_accepted_at IS 'When the account accepted them; null: never.';

-- Name: account_invited(core.account); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_invited(a core.account) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: account_json(uuid, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_json(p_account uuid, p_unproven boolean DEFAULT false) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: account_make(uuid, text, text, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: account_password(text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_password(p_skeleton text, p_hash text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: account_role(text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_role(p_skeleton text, p_role text, p_site text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: account_uninvite(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_uninvite(p_account uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: case_file; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.case_file (
    comment_id uuid NOT NULL,
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    author_id uuid NOT NULL,
    state text NOT NULL,
    closed_as text,
    version integer NOT NULL,
    weight double precision NOT NULL,
    terms jsonb DEFAULT '{}'::jsonb NOT NULL,
    priority double precision NOT NULL,
    held boolean DEFAULT false NOT NULL,
    reported boolean DEFAULT false NOT NULL,
    suspect boolean DEFAULT false NOT NULL,
    escalated boolean DEFAULT false NOT NULL,
    appealed boolean DEFAULT false NOT NULL,
    illegal boolean DEFAULT false NOT NULL,
    proposal jsonb,
    approved_revision integer,
    hold_ends timestamp with time zone,
    hold_used_revision integer,
    claimed_by uuid,
    claimed_until timestamp with time zone,
    withdrawn_at timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    alike bigint,
    CONSTRAINT case_file_closed_as_check CHECK ((closed_as = ANY (ARRAY['approved'::text, 'rejected'::text, 'moot'::text]))),
    CONSTRAINT case_file_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

-- Name: TABLE case_file; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.case_file IS 'The moderation case of a comment; at most one for each comment, ever. Personal data: accounts. Kept for good. Read by moderators of the site.';

-- Name: COLUMN case_file.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.comment_id IS 'The comment; identifies the case.';

-- Name: COLUMN case_file.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.article_id IS 'The article.';

-- Name: COLUMN case_file.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.site_id IS 'The site.';

-- Name: COLUMN case_file.author_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.author_id IS 'Personal data: the comment''s author.';

-- Name: COLUMN case_file.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.state IS 'open or closed.';

-- Name: COLUMN case_file.closed_as; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.closed_as IS 'Result of a closed case: approved, rejected or moot (nothing left to decide); null while open.';

-- Name: COLUMN case_file.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.version IS 'Number that every change which a decision must not overlook increments; a decision names the version it saw.';

-- Name: COLUMN case_file.weight; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.weight IS 'Sum of terms, in points.';

-- Name: COLUMN case_file.terms; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.terms IS 'The parts of weight: points by term (rules, reports, illegal, escalated, article, withdrawn).';

-- Name: COLUMN case_file.priority; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.priority IS 'weight minus opened_at divided by the half-life: the order among open cases, which does not change with time.';

-- Name: COLUMN case_file.held; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.held IS 'Whether the comment waits for a decision unseen by readers.';

-- Name: COLUMN case_file.reported; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.reported IS 'Whether readers reported the comment since the case was opened.';

-- Name: COLUMN case_file.suspect; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.suspect IS 'Whether a rule flagged the comment.';

-- Name: COLUMN case_file.escalated; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.escalated IS 'Whether a moderator passed the case to others.';

-- Name: COLUMN case_file.appealed; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.appealed IS 'Whether an appeal about the comment is open.';

-- Name: COLUMN case_file.illegal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.illegal IS 'Whether a notice of illegal content about the comment is open.';

-- Name: COLUMN case_file.proposal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.proposal IS 'A decision that waits for a second moderator, as JSON: id, by, action, reason, revision, message, at; null without one. Personal data: by, message.';

-- Name: COLUMN case_file.approved_revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.approved_revision IS 'The last revision that a moderator let stand; null if none.';

-- Name: COLUMN case_file.hold_ends; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.hold_ends IS 'When the sweep ends a hold by reports alone; null without such a hold.';

-- Name: COLUMN case_file.hold_used_revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.hold_used_revision IS 'The last revision that reports held; they cannot hold it again. Null if none.';

-- Name: COLUMN case_file.claimed_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.claimed_by IS 'Personal data: the moderator who holds the claim; null without one.';

-- Name: COLUMN case_file.claimed_until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.claimed_until IS 'When the claim runs out; null without one.';

-- Name: COLUMN case_file.withdrawn_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.withdrawn_at IS 'When the author withdrew the reported comment while the case was open; never reset. Null otherwise.';

-- Name: COLUMN case_file.opened_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.opened_at IS 'When the case was opened last.';

-- Name: COLUMN case_file.decided_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.decided_at IS 'When the case was closed last; null if never.';

-- Name: COLUMN case_file.alike; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_file.alike IS 'The group of open cases whose texts are alike: a hash of the site and of the text of one of them, see core.case_alike(). Null if the case is closed, and of cases that were opened before groups existed.';

-- Name: alike_json(core.case_file); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.alike_json(f core.case_file) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: api_token_end(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.api_token_end(p_token uuid, p_by uuid, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: api_token_find(bytea, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.api_token_find(p_viewer bytea, p_scope text, OUT outcome text, OUT body json, OUT token uuid, OUT site uuid) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: api_token_make(uuid, uuid, text, text[], integer, bytea, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.api_token_make(p_id uuid, p_site uuid, p_name text, p_scopes text[], p_days integer, p_token bytea, p_by uuid, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: api_tokens_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.api_tokens_json(p_site uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: appeal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.appeal (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    site_id uuid,
    article_id uuid,
    comment_id uuid,
    decision_id uuid,
    sanction_id uuid,
    notice_id uuid,
    text text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_entry uuid,
    decided_at timestamp with time zone,
    case_before jsonb,
    case_version integer,
    undone_entry uuid,
    CONSTRAINT appeal_check CHECK (((decided_by IS NULL) = (state = ANY (ARRAY['open'::text, 'moot'::text])))),
    CONSTRAINT appeal_kind_check CHECK ((kind = ANY (ARRAY['decision'::text, 'sanction'::text, 'rule'::text]))),
    CONSTRAINT appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'overturned'::text, 'moot'::text])))
);

-- Name: TABLE appeal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.appeal IS 'Appeals of authors against restrictions (Regulation (EU) 2022/2065, art. 20); one for each restriction. Personal data. Kept for good. Read by the author and by moderators of the site.';

-- Name: COLUMN appeal.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.id IS 'Identifies the appeal.';

-- Name: COLUMN appeal.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.account_id IS 'Personal data: the author who appeals.';

-- Name: COLUMN appeal.kind; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.kind IS 'The kind of restriction that is appealed: decision, sanction or rule (one that decided alone).';

-- Name: COLUMN appeal.subject; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.subject IS 'Id of the decision, sanction or notice that is appealed; unique.';

-- Name: COLUMN appeal.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.site_id IS 'The site; null for all sites.';

-- Name: COLUMN appeal.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.article_id IS 'The article; null for a sanction.';

-- Name: COLUMN appeal.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.comment_id IS 'The comment; null for a sanction.';

-- Name: COLUMN appeal.decision_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.decision_id IS 'The appealed decision; null otherwise.';

-- Name: COLUMN appeal.sanction_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.sanction_id IS 'The appealed sanction; null otherwise.';

-- Name: COLUMN appeal.notice_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.notice_id IS 'The notice of a rule''s own decision; null otherwise.';

-- Name: COLUMN appeal.text; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.text IS 'Personal data: the author''s words. Kept for good.';

-- Name: COLUMN appeal.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.state IS 'open, upheld (the restriction stays), overturned or moot (nothing left to decide).';

-- Name: COLUMN appeal.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.made_at IS 'When the appeal was made.';

-- Name: COLUMN appeal.decided_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.decided_by IS 'Personal data: the moderator who decided; null while open or moot. The author sees a pseudonym.';

-- Name: COLUMN appeal.decided_entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.decided_entry IS 'The audit entry of the decision; null while open or moot.';

-- Name: COLUMN appeal.decided_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.decided_at IS 'When it was decided or became moot; null while open.';

-- Name: COLUMN appeal.case_before; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.case_before IS 'The case before the decision on the appeal; null while the appeal is open, and if it had no case.';

-- Name: COLUMN appeal.case_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.case_version IS 'Version of the case after the decision on the appeal; null while the appeal is open, and if it had no case.';

-- Name: COLUMN appeal.undone_entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.appeal.undone_entry IS 'The audit entry of the last undo of a decision on the appeal; null without an undo.';

-- Name: appeal_about_json(core.appeal); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_about_json(p core.appeal) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: comment; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.comment (
    article_id uuid NOT NULL,
    id uuid NOT NULL,
    parent_id uuid NOT NULL,
    depth integer NOT NULL,
    author_id uuid NOT NULL,
    author_name text NOT NULL,
    author_role text NOT NULL,
    state text NOT NULL,
    visible boolean NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    up integer DEFAULT 0 NOT NULL,
    down integer DEFAULT 0 NOT NULL,
    rank_best integer DEFAULT 0 NOT NULL,
    reply_count integer DEFAULT 0 NOT NULL,
    rules_version integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    state_changed_at timestamp with time zone,
    text_erased_at timestamp with time zone,
    body text NOT NULL,
    html text NOT NULL,
    author_badge text,
    CONSTRAINT comment_down_check CHECK ((down >= 0)),
    CONSTRAINT comment_reply_count_check CHECK ((reply_count >= 0)),
    CONSTRAINT comment_state_check CHECK ((state = ANY (ARRAY['published'::text, 'held'::text, 'rejected'::text, 'withdrawn'::text]))),
    CONSTRAINT comment_up_check CHECK ((up >= 0))
);

-- Name: TABLE comment; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.comment IS 'Comments with their current text. Personal data. Kept for good; the text of a rejected comment for retention.appeal, of a withdrawn one for retention.withdrawn (retention.appeal if it has a case). Public if published. Read by the author and by moderators of the site if held or rejected.';

-- Name: COLUMN comment.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.article_id IS 'The article.';

-- Name: COLUMN comment.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.id IS 'Identifies the comment; its time orders comments.';

-- Name: COLUMN comment.parent_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.parent_id IS 'The comment that this one answers; the article''s id at top level, because an index leaves out null.';

-- Name: COLUMN comment.depth; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.depth IS 'Number of ancestors; 0 at top level, at most comments.depth_max.';

-- Name: COLUMN comment.author_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.author_id IS 'Personal data: the account that wrote the comment.';

-- Name: COLUMN comment.author_name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.author_name IS 'Personal data: the author''s username when the comment was written.';

-- Name: COLUMN comment.author_role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.author_role IS 'The author''s role on the site when the comment was written.';

-- Name: COLUMN comment.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.state IS 'published, held (waits for a moderator), rejected or withdrawn (by its author).';

-- Name: COLUMN comment.visible; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.visible IS 'Whether pages show it: as a comment if published, as a tombstone if a visible reply stands below it.';

-- Name: COLUMN comment.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.revision IS 'Number of the current text; 1 before the first edit.';

-- Name: COLUMN comment.up; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.up IS 'Number of up votes.';

-- Name: COLUMN comment.down; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.down IS 'Number of down votes.';

-- Name: COLUMN comment.rank_best; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.rank_best IS 'Key of the order "best": core.rank_best(up, down), billionths.';

-- Name: COLUMN comment.reply_count; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.reply_count IS 'Number of visible direct replies.';

-- Name: COLUMN comment.rules_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.rules_version IS 'Version of the site''s rules that judged the current text; 0 for none.';

-- Name: COLUMN comment.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.created_at IS 'When the comment was written; the time of its id.';

-- Name: COLUMN comment.edited_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.edited_at IS 'When the text was last edited; null for never.';

-- Name: COLUMN comment.state_changed_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.state_changed_at IS 'When the comment came into its state; null if it was created in it.';

-- Name: COLUMN comment.text_erased_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.text_erased_at IS 'When the sweep erased body and html after their retention; null while the text exists.';

-- Name: COLUMN comment.body; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.body IS 'Personal data: the text in Markdown as its author wrote it; empty once erased.';

-- Name: COLUMN comment.html; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.html IS 'Personal data: the text as rendered for pages; empty once erased.';

-- Name: COLUMN comment.author_badge; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment.author_badge IS 'Personal data: the author''s badge when the comment was written; null: none.';

-- Name: appeal_apply(core.appeal, core.comment, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_apply(p core.appeal, c core.comment, p_note text) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: appeal_independent(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_independent() RETURNS trigger
    LANGUAGE plpgsql
    AS ...;

-- Name: appeal_json(core.appeal, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_json(p core.appeal, p_desk boolean) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: decision; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.decision (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    revision integer NOT NULL,
    author_id uuid NOT NULL,
    moderator_id uuid NOT NULL,
    proposed_by uuid,
    action text NOT NULL,
    reason text,
    state_before text NOT NULL,
    state_after text NOT NULL,
    case_before jsonb,
    case_version integer NOT NULL,
    job_id uuid,
    sanction_id uuid,
    at timestamp with time zone NOT NULL,
    undone_by uuid,
    undone_entry uuid,
    undone_at timestamp with time zone,
    CONSTRAINT decision_action_check CHECK ((action = ANY (ARRAY['approve'::text, 'reject'::text, 'escalate'::text, 'restore'::text])))
);

-- Name: TABLE decision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.decision IS 'Decisions of moderators on comments. Personal data: accounts. Kept for good. Read by moderators of the site; the author learns it by a notice without the moderator''s name.';

-- Name: COLUMN decision.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.id IS 'Identifies the decision and its audit entry.';

-- Name: COLUMN decision.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.site_id IS 'The site.';

-- Name: COLUMN decision.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.article_id IS 'The article.';

-- Name: COLUMN decision.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.comment_id IS 'The comment.';

-- Name: COLUMN decision.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.revision IS 'Number of the text that was decided on.';

-- Name: COLUMN decision.author_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.author_id IS 'Personal data: the comment''s author.';

-- Name: COLUMN decision.moderator_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.moderator_id IS 'Personal data: the moderator who decided.';

-- Name: COLUMN decision.proposed_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.proposed_by IS 'Personal data: the first of two moderators; null if one was enough.';

-- Name: COLUMN decision.action; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.action IS 'approve, reject, escalate or restore.';

-- Name: COLUMN decision.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.reason IS 'Code of the reason; null if none was given.';

-- Name: COLUMN decision.state_before; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.state_before IS 'The comment''s state before the decision.';

-- Name: COLUMN decision.state_after; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.state_after IS 'The comment''s state after the decision.';

-- Name: COLUMN decision.case_before; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.case_before IS 'The case''s row before the decision, as JSON, to undo it; null if the decision opened the case.';

-- Name: COLUMN decision.case_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.case_version IS 'The case''s version after the decision.';

-- Name: COLUMN decision.job_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.job_id IS 'The bulk job that decided; null otherwise.';

-- Name: COLUMN decision.sanction_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.sanction_id IS 'The sanction whose span of comments the decision belongs to; null otherwise.';

-- Name: COLUMN decision.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.at IS 'When the decision was made.';

-- Name: COLUMN decision.undone_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.undone_by IS 'Personal data: the account that undid the decision; null while it stands.';

-- Name: COLUMN decision.undone_entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.undone_entry IS 'The audit entry of the undo; null while it stands.';

-- Name: COLUMN decision.undone_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.decision.undone_at IS 'When the decision was undone; null while it stands.';

-- Name: notice; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.notice (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    site_id uuid,
    article_id uuid,
    comment_id uuid,
    decision_id uuid,
    sanction_id uuid,
    body json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT notice_kind_check CHECK ((kind = ANY (ARRAY['rejected'::text, 'held'::text, 'restored'::text, 'report'::text, 'sanction'::text, 'lifted'::text, 'appeal'::text, 'illegal'::text])))
);

-- Name: TABLE notice; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.notice IS 'Notices for accounts: statements of reasons, results of reports and appeals, sanctions. Personal data. Kept for good. Read by the account alone.';

-- Name: COLUMN notice.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.id IS 'Identifies the notice.';

-- Name: COLUMN notice.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.account_id IS 'Personal data: the account that gets the notice.';

-- Name: COLUMN notice.kind; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.kind IS 'rejected, held, restored, report (the result of one), sanction, lifted, appeal (the result of one) or illegal (the result of a notice of illegal content).';

-- Name: COLUMN notice.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.site_id IS 'The site; null for all sites.';

-- Name: COLUMN notice.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.article_id IS 'The article; null if none is meant.';

-- Name: COLUMN notice.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.comment_id IS 'The comment; null if none is meant.';

-- Name: COLUMN notice.decision_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.decision_id IS 'The decision; null if a rule decided alone or nothing was decided.';

-- Name: COLUMN notice.sanction_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.sanction_id IS 'The sanction; null if none is meant.';

-- Name: COLUMN notice.body; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.body IS 'Personal data: the statement as JSON, as it was when the notice was written: action, reason, rule, since, until, by, note. Kept for good.';

-- Name: COLUMN notice.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.created_at IS 'When the notice was written.';

-- Name: COLUMN notice.read_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notice.read_at IS 'When the account read it; null before.';

-- Name: sanction; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sanction (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    site_id uuid,
    kind text NOT NULL,
    until timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    reason text NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT core.now() NOT NULL,
    read_at timestamp with time zone,
    lifted_by uuid,
    lifted_at timestamp with time zone,
    comment_id uuid,
    decision_id uuid,
    CONSTRAINT sanction_kind_check CHECK ((kind = ANY (ARRAY['warn'::text, 'mute'::text, 'premoderate'::text, 'ban'::text, 'rename'::text])))
);

-- Name: TABLE sanction; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sanction IS 'Sanctions against accounts. Personal data. Kept for good. Read by the account and by moderators of the site.';

-- Name: COLUMN sanction.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.id IS 'Identifies the sanction and its audit entry.';

-- Name: COLUMN sanction.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.account_id IS 'Personal data: the sanctioned account.';

-- Name: COLUMN sanction.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.site_id IS 'The site where it holds; null for all sites.';

-- Name: COLUMN sanction.kind; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.kind IS 'warn (must be read before the next comment), mute (no writing), premoderate (comments wait), ban (no writing; all sessions end) or rename (the name was replaced by a neutral one).';

-- Name: COLUMN sanction.until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.until IS 'When it ends; infinity for never.';

-- Name: COLUMN sanction.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.reason IS 'Code of the reason.';

-- Name: COLUMN sanction.made_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.made_by IS 'Personal data: the moderator who imposed it; null for the operator.';

-- Name: COLUMN sanction.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.made_at IS 'When it was imposed.';

-- Name: COLUMN sanction.read_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.read_at IS 'When the account read a warning; null before, and for other kinds.';

-- Name: COLUMN sanction.lifted_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.lifted_by IS 'Personal data: the account that lifted it; null while it stands.';

-- Name: COLUMN sanction.lifted_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.lifted_at IS 'When it was lifted; null while it stands.';

-- Name: COLUMN sanction.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.comment_id IS 'The comment from whose case it was imposed; null without a case.';

-- Name: COLUMN sanction.decision_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction.decision_id IS 'The decision of that case in the same act; null if it decided none.';

-- Name: appeal_refused(core.sanction, core.decision, core.notice, core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_refused(n core.sanction, d core.decision, t core.notice, c core.comment) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: appeal_window(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeal_window() RETURNS interval
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: appeals_moot(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: article_bump(uuid, integer, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_bump(p_article uuid, p_count integer, p_what text, p_comment uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: article; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    key text NOT NULL,
    url text NOT NULL,
    title text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    comment_count integer DEFAULT 0 NOT NULL,
    slow integer DEFAULT 0 NOT NULL,
    closes_at timestamp with time zone,
    closes_after integer,
    silence_check_at timestamp with time zone,
    marks jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT article_closes_after_check CHECK ((closes_after > 0)),
    CONSTRAINT article_comment_count_check CHECK ((comment_count >= 0)),
    CONSTRAINT article_slow_check CHECK ((slow >= 0)),
    CONSTRAINT article_state_check CHECK ((state = ANY (ARRAY['open'::text, 'premoderated'::text, 'closed'::text, 'hidden'::text])))
)
WITH (fillfactor='50');

-- Name: TABLE article; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.article IS 'Articles and the state of their discussion. No personal data. Kept for good. Public unless hidden.';

-- Name: COLUMN article.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.id IS 'Identifies the article.';

-- Name: COLUMN article.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.site_id IS 'The site that published the article.';

-- Name: COLUMN article.key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.key IS 'The site''s own key for the article; unique on the site.';

-- Name: COLUMN article.url; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.url IS 'The article''s present address.';

-- Name: COLUMN article.title; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.title IS 'The article''s title as plain text.';

-- Name: COLUMN article.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.state IS 'open, premoderated (comments wait for a moderator), closed (no new comments) or hidden (answered as not found).';

-- Name: COLUMN article.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.version IS 'Number of visible changes so far; caches compare it.';

-- Name: COLUMN article.comment_count; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.comment_count IS 'Number of published comments.';

-- Name: COLUMN article.slow; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.slow IS 'Slow mode: minimum seconds between two comments of one account; 0 for none.';

-- Name: COLUMN article.closes_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.closes_at IS 'When the article closes; null for never.';

-- Name: COLUMN article.closes_after; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.closes_after IS 'Seconds without a comment after which the article closes; null for never.';

-- Name: COLUMN article.silence_check_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.silence_check_at IS 'Earliest time at which the silence can have lasted closes_after; the sweep looks then. Null without closes_after.';

-- Name: COLUMN article.marks; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.marks IS 'Lists of comment ids that moderators pinned, featured or locked, by kind.';

-- Name: COLUMN article.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article.created_at IS 'When the article was created here.';

-- Name: article_json(core.article, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_json(a core.article, p_site text) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: article_make(uuid, text, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT id uuid) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: article_merge(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_merge(p_into uuid, p_from uuid, OUT outcome text, OUT comments bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: article_rules(jsonb, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_rules(p_rules jsonb, p_article uuid) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: article_url_add(uuid, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_url_add(p_site uuid, p_url text, p_article uuid) RETURNS uuid
    LANGUAGE plpgsql
    AS ...;

-- Name: article_urls_canonicalize(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_urls_canonicalize(p_rows jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: article_urls_rekey(uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_urls_rekey(p_site uuid, p_settings jsonb) RETURNS json
    LANGUAGE plpgsql
    AS ...;

-- Name: articles_lock(uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.articles_lock(p_articles uuid[]) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_article(uuid, uuid, core.article, core.article); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_article(p_entry uuid, p_actor uuid, a core.article, b core.article) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_bounded(uuid, uuid, text, uuid, uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_bounded(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_erase(uuid, uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_erase(p_entry uuid, p_actor uuid, p_why text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_immutable(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS ...;

-- Name: audit; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.audit (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    object_id uuid NOT NULL,
    site_id uuid,
    codes jsonb DEFAULT '{}'::jsonb NOT NULL,
    network bytea,
    digest bytea,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL
);

-- Name: TABLE audit; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.audit IS 'The audit: every act that changes something or was refused, appended and never changed. Ids and codes only; names and quotations are in core.audit_private. Personal data: accounts, networks. Kept for good. Read by admins and auditors of the site.';

-- Name: COLUMN audit.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.id IS 'Identifies the entry; often the id of the act itself (decision, sanction and others).';

-- Name: COLUMN audit.seq; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.seq IS 'Position in the order in which entries were appended; lists follow it.';

-- Name: COLUMN audit.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.at IS 'When the act happened.';

-- Name: COLUMN audit.actor_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.actor_id IS 'Personal data: the account that acted; null for the operator or for Madang itself.';

-- Name: COLUMN audit.action; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.action IS 'Name of the act.';

-- Name: COLUMN audit.object_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.object_id IS 'The object of the act: a comment, article, account, site or another object.';

-- Name: COLUMN audit.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.site_id IS 'The site; null if the act belongs to no site.';

-- Name: COLUMN audit.codes; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.codes IS 'Codes before and after and reasons, as JSON; no names, no texts.';

-- Name: COLUMN audit.network; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.network IS 'Personal data: keyed digest of the network from which the actor acted, never the address; null if unknown.';

-- Name: COLUMN audit.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.digest IS 'SHA-256 of salt and payload of the private part; null without one.';

-- Name: COLUMN audit.xact; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit.xact IS 'The transaction that wrote the entry; proves that an erasure has its own entry.';

-- Name: audit_json(core.audit, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_json(a core.audit, p_all boolean DEFAULT true) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: audit_private_erased(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_private_erased() RETURNS trigger
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_refused(core.viewer_state, text, uuid, uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_refused(w core.viewer_state, p_act text, p_object uuid, p_site uuid, p_code text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_sign_in(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_sign_in(p_account uuid, p_entry uuid, p_session uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: audit_source_set(uuid, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_source_set(p_account uuid, p_network bytea) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: audit_write(uuid, uuid, text, uuid, uuid, jsonb, json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb, p_private json) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: author_count(uuid, uuid[], text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.author_count(p_author uuid, p_sites uuid[], p_state text, p_max integer) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: base64url(bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.base64url(p_bytes bytea) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: before_edit(bigint, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.before_edit(p_before bigint, p_all bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: branches_best(uuid, uuid, integer, uuid, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.branches_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) RETURNS SETOF core.thread_row
    LANGUAGE sql STABLE
    AS ...;

-- Name: branches_by_replies(uuid, uuid, integer, uuid, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.branches_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) RETURNS SETOF core.thread_row
    LANGUAGE sql STABLE
    AS ...;

-- Name: branches_newest(uuid, uuid, integer, uuid, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.branches_newest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) RETURNS SETOF core.thread_row
    LANGUAGE sql STABLE
    AS ...;

-- Name: branches_oldest(uuid, uuid, integer, uuid, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.branches_oldest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) RETURNS SETOF core.thread_row
    LANGUAGE sql STABLE
    AS ...;

-- Name: branches_picks(uuid, jsonb, uuid, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.branches_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) RETURNS SETOF core.thread_row
    LANGUAGE sql STABLE
    AS ...;

-- Name: case_alike(core.comment, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_alike(c core.comment, p_site uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_bounded(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_bounded(p_case jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_close(uuid, text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_close(p_comment uuid, p_as text, p_revision integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: case_detail_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_detail_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_history_json(core.comment, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_history_json(c core.comment, p_site uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_now_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_now_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_open(core.comment, uuid, double precision, boolean, boolean, boolean, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_open(c core.comment, p_site uuid, p_weight double precision, p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: case_restore(core.case_file, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_restore(f core.case_file, p_before jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: case_terms(core.case_file, integer, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_terms(f core.case_file, p_revision integer, p_now timestamp with time zone) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_withdrawn(core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_withdrawn(c core.comment) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: cases_json(uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.cases_json(p_comments uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: cases_skipped(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.cases_skipped(p_account uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: claims_left(uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.claims_left(p_account uuid, p_max integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: claims_renew(uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.claims_renew(p_account uuid, p_lease integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: clock_accept(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.clock_accept(OUT doubt text, OUT since text) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: clock_set(interval); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.clock_set(p_offset interval) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: code_tries_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.code_tries_max() RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: comment_json(core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.comment_json(c core.comment) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: comment_marks(jsonb, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.comment_marks(p_marks jsonb, p_comment uuid) RETURNS json
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: comment_move(core.comment, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.comment_move(c core.comment, p_state text) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: comments_of_json(uuid, text, integer, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.comments_of_json(p_account uuid, p_state text, p_limit integer, p_at_id uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: confirm_audit(uuid, uuid, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.confirm_audit(p_account uuid, p_session uuid, p_method text, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: confirm_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.confirm_json(p_account uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: confirm_methods(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.confirm_methods(p_account uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: decide_one(core.viewer_state, uuid[], uuid, json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decide_one(w core.viewer_state, p_sites uuid[], p_article uuid, p_item json) RETURNS json
    LANGUAGE plpgsql
    AS ...;

-- Name: site; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.site (
    id uuid NOT NULL,
    key text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    origins text[] DEFAULT '{}'::text[] NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    settings_version integer DEFAULT 0 NOT NULL,
    rules_version integer DEFAULT 0 NOT NULL,
    state_rules jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT site_key_check CHECK ((key <> ''::text))
);

-- Name: TABLE site; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.site IS 'A publication whose articles are discussed here. No personal data. Kept for good. Read by everybody through house_rules and by the workers through sites; settings by moderators of the site.';

-- Name: COLUMN site.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.id IS 'Identifies the site.';

-- Name: COLUMN site.key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.key IS 'The site''s short name in settings, commands and API calls; unique.';

-- Name: COLUMN site.title; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.title IS 'The site''s name as pages show it; may be empty.';

-- Name: COLUMN site.origins; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.origins IS 'Web origins (scheme://host:port) whose pages may call the API for this site.';

-- Name: COLUMN site.settings; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.settings IS 'The site''s settings in force: mode, reasons, second, related_days and others; see schema/api/settings_put.sql.';

-- Name: COLUMN site.settings_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.settings_version IS 'Number of the settings in force; 0 before the first change.';

-- Name: COLUMN site.rules_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.rules_version IS 'Number of the rules in force in core.rule_set; 0 without rules.';

-- Name: COLUMN site.state_rules; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.state_rules IS 'The part of the rules in force that the database applies; a short copy, because every post reads it.';

-- Name: COLUMN site.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.created_at IS 'When the site was created.';

-- Name: COLUMN site.updated_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site.updated_at IS 'When title, origins or rules of the site last changed.';

-- Name: decide_refused(uuid, core.site, core.comment, core.case_file, json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decide_refused(p_account uuid, s core.site, c core.comment, f core.case_file, p_item json) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: decided_state(core.comment, core.case_file, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decided_state(c core.comment, f core.case_file, p_action text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: decision_json(core.decision); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decision_json(d core.decision) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: decision_propose(core.viewer_state, uuid, core.comment, uuid, text, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decision_propose(w core.viewer_state, p_site uuid, c core.comment, p_id uuid, p_action text, p_reason text, p_note text, p_message text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: decision_sends_mail(core.decision, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decision_sends_mail(d core.decision, p_undo boolean) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: default_site(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.default_site(p_key text) RETURNS core.site
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: desk_access(core.viewer_state, integer, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_access(w core.viewer_state, p_rank integer, p_permission text DEFAULT NULL::text, OUT outcome text, OUT body json, OUT sites uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: desk_reader(core.viewer_state, bytea, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_reader(w core.viewer_state, p_viewer bytea, p_scope text, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: desk_scope(core.viewer_state, integer, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_scope(w core.viewer_state, p_rank integer, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: desk_site(text, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_site(p_key text, p_sites uuid[]) RETURNS core.site
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: device_known(uuid, bytea, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.device_known(p_account uuid, p_device bytea, p_network text, p_agent text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: device_marks(uuid, bytea, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.device_marks(p_account uuid, p_device bytea, p_network text) RETURNS bytea[]
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: device_record(uuid, bytea, text, bytea[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.device_record(p_account uuid, p_device bytea, p_network text, p_more bytea[] DEFAULT NULL::bytea[]) RETURNS void
    LANGUAGE sql
    AS ...;

-- Name: digest_shown(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.digest_shown(p_data jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: digests_put(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.digests_put(p_max integer, p_items integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: dsa_codes(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.dsa_codes() RETURNS TABLE(name text, needed boolean, list boolean, codes text)
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: dsa_fault(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.dsa_fault(p jsonb) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: dsa_json(uuid, text, uuid, integer, text, text, boolean, timestamp with time zone, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision integer, p_reason text, p_source text, p_automated boolean, p_at timestamp with time zone, p_until timestamp with time zone, p_content_at timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: email_change_begin(core.account, text, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.email_change_begin(a core.account, p_email text, p_mail boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: token; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.token (
    digest bytea NOT NULL,
    purpose text NOT NULL,
    account_id uuid,
    address text,
    data json,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT token_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text, 'email_old'::text, 'email_new'::text, 'invite'::text, 'unsubscribe'::text])))
);

-- Name: TABLE token; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.token IS 'Tokens in the links of mails. The courier makes a token while it claims the mail. Personal data: the account and the address. Kept for retention.token after expires_at, to recognize a used or expired link. Read by the database functions alone.';

-- Name: COLUMN token.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.digest IS 'BLAKE2b-256 digest of the token; the token itself is never stored.';

-- Name: COLUMN token.purpose; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.purpose IS 'The only use that it is accepted for: verify (an address), reset (a password), email_old and email_new (confirm a change of address), invite (a role) or unsubscribe.';

-- Name: COLUMN token.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.account_id IS 'Personal data: the account that it acts for; null if none yet.';

-- Name: COLUMN token.address; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.address IS 'Personal data: the address that the mail went to.';

-- Name: COLUMN token.data; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.data IS 'The data of the mail (core.outbox.data).';

-- Name: COLUMN token.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.made_at IS 'When the courier made it.';

-- Name: COLUMN token.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.expires_at IS 'When it ends unused.';

-- Name: COLUMN token.used_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.token.used_at IS 'When it was used; null: unused. A token for unsubscribing can be used many times.';

-- Name: email_change_confirm(core.token, core.account); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.email_change_confirm(t core.token, a core.account) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: email_taken(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.email_taken(p_account uuid, p_address text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: email_verify(core.token, core.account); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.email_verify(t core.token, a core.account) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: epoch(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.epoch() RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: factor_changed(uuid, uuid, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factor_changed(p_account uuid, p_session uuid, p_what text, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: session; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    token bytea NOT NULL,
    network text,
    agent text,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    parent_id uuid,
    factor_at timestamp with time zone,
    factor_required boolean DEFAULT false NOT NULL,
    pending boolean DEFAULT false NOT NULL,
    proved_at timestamp with time zone DEFAULT core.now() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    provider_id uuid,
    provider_sid text,
    failures integer DEFAULT 0 NOT NULL
);

-- Name: TABLE session; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.session IS 'Live and recently ended sessions. Personal data. Kept until the sweep after expires_at; the 50 newest of an account. Read by the account itself.';

-- Name: COLUMN session.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.id IS 'Identifies the session.';

-- Name: COLUMN session.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.account_id IS 'Personal data: the account that signed in.';

-- Name: COLUMN session.token; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.token IS 'BLAKE2b-256 digest of the session token; the token itself is never stored.';

-- Name: COLUMN session.network; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.network IS 'Personal data: keyed digest of the network of the sign-in, never the address; null if unknown. Kept as long as the session.';

-- Name: COLUMN session.agent; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.agent IS 'Personal data: User-Agent header of the sign-in, shortened; null if none. Read by the account itself. Kept as long as the session.';

-- Name: COLUMN session.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.created_at IS 'When the account signed in.';

-- Name: COLUMN session.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.expires_at IS 'When the session ends; moved on while it is used.';

-- Name: COLUMN session.parent_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.parent_id IS 'The session of the sign-in, for a session inside a frame on a page of another site, which ends with it; null: a sign-in.';

-- Name: COLUMN session.factor_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.factor_at IS 'When a second factor was proven in it; null: never.';

-- Name: COLUMN session.factor_required; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.factor_required IS 'Roles give no rights in it until factor_at is set: the policy (accounts.staff_factor) when it began.';

-- Name: COLUMN session.pending; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.pending IS 'The password or the provider was accepted, and the second factor of the account was not proven yet. It can do nothing but prove one.';

-- Name: COLUMN session.proved_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.proved_at IS 'When its person last proved who they are: by password, provider or factor.';

-- Name: COLUMN session.tries; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.tries IS 'Wrong codes in this session since the last right one.';

-- Name: COLUMN session.provider_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.provider_id IS 'The provider of OpenID Connect that signed in; null for any other sign-in.';

-- Name: COLUMN session.provider_sid; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.provider_sid IS 'Personal data: the claim sid of the ID token (OpenID Connect Back-Channel Logout 2.1); null: it had none.';

-- Name: COLUMN session.failures; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session.failures IS 'Wrong passwords in it since its person was last proven; ten end it.';

-- Name: factor_failure(core.session, uuid, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factor_failure(s core.session, p_entry uuid, p_device bytea, OUT outcome text, OUT body json) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: factor_needed(core.viewer_state); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factor_needed(w core.viewer_state) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: factor_proven(uuid, bytea, integer, integer, text, text, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factor_proven(p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: factors(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factors(p_account uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: factors_json(core.viewer_state); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.factors_json(w core.viewer_state) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: figures(uuid[], timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone) RETURNS TABLE(figure text, key text, value numeric)
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: first_sight_take_over(uuid, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.first_sight_take_over(p_article uuid, p_key text, p_url text, p_title text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: fit_count(json[], double precision); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.fit_count(p_items json[], p_share double precision DEFAULT 1) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: folded(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.folded(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS ...;

-- Name: followers_notify(core.comment, uuid, integer, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.followers_notify(c core.comment, p_after uuid, p_max integer, p_task bigint, OUT considered integer, OUT last uuid) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: found_account_json(uuid, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.found_account_json(p_account uuid, p_sites uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: fresh(core.viewer_state); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.fresh(w core.viewer_state) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: half_life(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.half_life() RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: half_life_set(double precision); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.half_life_set(p_seconds double precision) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: handed_over(core.case_file, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.handed_over(f core.case_file, p_account uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: has_new_hits(uuid, uuid, integer, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.has_new_hits(p_article uuid, p_comment uuid, p_revision integer, p_hits jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: hold_hits(core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.hold_hits(c core.comment) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: house_rule(uuid, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.house_rule(p_site uuid, p_reason text, p_language text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: house_rule_common(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.house_rule_common(p_language text) RETURNS TABLE(reason text, title text, text text)
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: id_check(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.id_check(p_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: id_from(timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.id_from(p_at timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS ...;

-- Name: id_time(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.id_time(p_id uuid) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS ...;

-- Name: idempotency_find(uuid, uuid, text, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.idempotency_find(p_account uuid, p_key uuid, p_what text, p_digest bytea, OUT seen boolean, OUT reused boolean, OUT object_id uuid, OUT result json) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: idempotency_store(uuid, uuid, text, bytea, uuid, uuid, json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.idempotency_store(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_article uuid, p_object uuid, p_result json) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: provider; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.provider (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    name text NOT NULL,
    issuer text NOT NULL,
    audience text NOT NULL,
    settings jsonb NOT NULL,
    keys text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind text DEFAULT 'jwt'::text NOT NULL,
    CONSTRAINT provider_kind_check CHECK ((kind = ANY (ARRAY['jwt'::text, 'oidc'::text]))),
    CONSTRAINT provider_name_check CHECK ((name ~ '^[a-z0-9-]{1,32}$'::text)),
    CONSTRAINT provider_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text))
);

-- Name: TABLE provider; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.provider IS 'Systems of publishers that sign readers in. No personal data. Kept until the operator removes it. Read by the workers, which verify tokens, and by the operator; its secrets are never shown.';

-- Name: COLUMN provider.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.id IS 'Identifies the provider.';

-- Name: COLUMN provider.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.site_id IS 'The site whose readers it signs in, and where its roles hold.';

-- Name: COLUMN provider.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.name IS 'Its short name in commands, audit and log; unique on the site, and of an oidc provider also among those of all sites, as its redirect URI has it.';

-- Name: COLUMN provider.issuer; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.issuer IS 'The claim iss of its tokens. Subjects of one issuer are the same people.';

-- Name: COLUMN provider.audience; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.audience IS 'The claim aud of its tokens; of an oidc provider our client id.';

-- Name: COLUMN provider.settings; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.settings IS 'An object {title, claims, roles, badges} with algorithms, sign_in, life_max of kind jwt, and client_auth, scopes, acr_values, max_age, second_factor of kind oidc; without secrets.';

-- Name: COLUMN provider.keys; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.keys IS 'A JWK Set (RFC 7517): the keys that verify its tokens; of an oidc provider our client secret as the only key, of type oct, or none. It may have secrets.';

-- Name: COLUMN provider.updated_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.updated_at IS 'When settings or keys last changed.';

-- Name: COLUMN provider.kind; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.provider.kind IS 'jwt: it signs tokens for us (deploy/doc/sign-on.md); oidc: OpenID Connect (deploy/doc/openid-connect.md).';

-- Name: identity_account(uuid, core.provider, jsonb, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.identity_account(p_account uuid, p core.provider, p_who jsonb, p_language text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: identity_refresh(uuid, core.provider, jsonb, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.identity_refresh(p_account uuid, p core.provider, p_who jsonb, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: illegal_case(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.illegal_case(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: illegal_decided(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.illegal_decided(p_comment uuid, p_outcome text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: illegal_notice; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.illegal_notice (
    id uuid NOT NULL,
    reference text NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    site_id uuid NOT NULL,
    revision integer NOT NULL,
    account_id uuid,
    state text DEFAULT 'open'::text NOT NULL,
    outcome text,
    automated boolean DEFAULT false NOT NULL,
    made_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT illegal_notice_check CHECK (((state = 'open'::text) = (outcome IS NULL))),
    CONSTRAINT illegal_notice_outcome_check CHECK ((outcome = ANY (ARRAY['removed'::text, 'kept'::text, 'withdrawn'::text]))),
    CONSTRAINT illegal_notice_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text])))
);

-- Name: TABLE illegal_notice; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.illegal_notice IS 'Notices of illegal content (Regulation (EU) 2022/2065, art. 16), from anyone. Personal data: the notifier''s account. Kept for good. Read by moderators of the site; state and outcome by everybody who has the reference.';

-- Name: COLUMN illegal_notice.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.id IS 'Identifies the notice.';

-- Name: COLUMN illegal_notice.reference; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.reference IS 'Secret by which the notifier follows the notice: 32 hexadecimal digits; unique.';

-- Name: COLUMN illegal_notice.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.article_id IS 'The article.';

-- Name: COLUMN illegal_notice.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.comment_id IS 'The comment.';

-- Name: COLUMN illegal_notice.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.site_id IS 'The site.';

-- Name: COLUMN illegal_notice.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.revision IS 'The comment''s revision when the notice arrived.';

-- Name: COLUMN illegal_notice.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.account_id IS 'Personal data: the notifier''s account if signed in; null otherwise. Kept for good.';

-- Name: COLUMN illegal_notice.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.state IS 'open or decided.';

-- Name: COLUMN illegal_notice.outcome; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.outcome IS 'removed, kept or withdrawn (by the comment''s author); null while open.';

-- Name: COLUMN illegal_notice.automated; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.automated IS 'Whether the outcome was reached without a human.';

-- Name: COLUMN illegal_notice.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.made_at IS 'When the notice arrived.';

-- Name: COLUMN illegal_notice.decided_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_notice.decided_at IS 'When it was decided; null while open.';

-- Name: illegal_json(core.illegal_notice); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.illegal_json(i core.illegal_notice) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: illegal_notifiers(uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.illegal_notifiers(p_comment uuid, p_notices jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: role_offer; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.role_offer (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    site_id uuid,
    role text NOT NULL,
    offered_by uuid,
    offered_at timestamp with time zone NOT NULL,
    permissions text[],
    address text,
    mailed_at timestamp with time zone,
    CONSTRAINT role_offer_permissions_check CHECK ((permissions <@ '{cases,sanctions,appeals,jobs,articles,rules,settings,staff,audit}'::text[])),
    CONSTRAINT role_offer_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'moderator'::text, 'admin'::text, 'auditor'::text])))
);

-- Name: TABLE role_offer; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.role_offer IS 'Roles that wait for the consent of the account. Personal data. Kept until the account answers, the offer is withdrawn, or a month is over. Read by the account and by admins.';

-- Name: COLUMN role_offer.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.id IS 'Identifies the offer.';

-- Name: COLUMN role_offer.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.account_id IS 'Personal data: the account that is offered the role.';

-- Name: COLUMN role_offer.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.site_id IS 'The site where the role would hold; null for all sites.';

-- Name: COLUMN role_offer.role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.role IS 'The role: staff, moderator, admin or auditor.';

-- Name: COLUMN role_offer.offered_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.offered_by IS 'Personal data: the account that offers it; null for the operator.';

-- Name: COLUMN role_offer.offered_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.offered_at IS 'When it was offered.';

-- Name: COLUMN role_offer.permissions; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.permissions IS 'The areas of the desk in which the role would hold; null: all areas of its role.';

-- Name: COLUMN role_offer.address; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.address IS 'Personal data: the address that an admin invited; null: the offer was made to the account by its name. Deleted with the offer.';

-- Name: COLUMN role_offer.mailed_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role_offer.mailed_at IS 'When its mail was written last; null: there was none.';

-- Name: invitation_json(core.role_offer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.invitation_json(o core.role_offer) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: invited_account(uuid, text, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.invited_account(p_id uuid, p_name text, p_skeleton text, p_address text) RETURNS uuid
    LANGUAGE plpgsql
    AS ...;

-- Name: job; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.job (
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    undo_by uuid,
    sites uuid[],
    filter jsonb NOT NULL,
    until uuid NOT NULL,
    action text NOT NULL,
    reason text,
    note text,
    state text NOT NULL,
    at_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    matched integer NOT NULL,
    decided integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    undone integer DEFAULT 0 NOT NULL,
    kept integer DEFAULT 0 NOT NULL,
    made_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    leased_by uuid,
    leased_until timestamp with time zone,
    CONSTRAINT job_action_check CHECK ((action = ANY (ARRAY['approve'::text, 'reject'::text, 'restore'::text]))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['preview'::text, 'running'::text, 'paused'::text, 'done'::text, 'undoing'::text, 'undo_paused'::text, 'undone'::text])))
);

-- Name: TABLE job; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.job IS 'Bulk moderation jobs: one decision on every comment that a filter finds, made in batches. Personal data: accounts, the filter, the note. Kept for good. Read by the maker and by moderators of all its sites.';

-- Name: COLUMN job.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.id IS 'Identifies the job.';

-- Name: COLUMN job.made_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.made_by IS 'Personal data: the moderator who made the job; it decides in that moderator''s name.';

-- Name: COLUMN job.undo_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.undo_by IS 'Personal data: the moderator who undoes the job; null without an undo.';

-- Name: COLUMN job.sites; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.sites IS 'Sites that the maker moderated then; null for all sites.';

-- Name: COLUMN job.filter; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.filter IS 'Personal data: the filter as JSON (author, article, text, from, to and others); may name or quote a person. Kept for good.';

-- Name: COLUMN job.until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.until IS 'Upper bound of comment ids; comments written later are left out.';

-- Name: COLUMN job.action; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.action IS 'approve, reject or restore.';

-- Name: COLUMN job.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.reason IS 'Code of the reason; null if none was given.';

-- Name: COLUMN job.note; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.note IS 'Personal data: the maker''s note for colleagues; null if none. Kept for good.';

-- Name: COLUMN job.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.state IS 'preview, running, paused, done, undoing, undo_paused or undone.';

-- Name: COLUMN job.at_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.at_id IS 'Progress: all comments (or decisions, for an undo) up to this id are done.';

-- Name: COLUMN job.matched; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.matched IS 'Number of comments that the filter found when the job was made, at most 100001.';

-- Name: COLUMN job.decided; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.decided IS 'Number of comments decided so far.';

-- Name: COLUMN job.skipped; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.skipped IS 'Number of comments that could not be decided.';

-- Name: COLUMN job.undone; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.undone IS 'Number of decisions undone so far.';

-- Name: COLUMN job.kept; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.kept IS 'Number of decisions that an undo left, because something later depends on them.';

-- Name: COLUMN job.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.made_at IS 'When the job was made.';

-- Name: COLUMN job.started_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.started_at IS 'When the job first started; null before.';

-- Name: COLUMN job.finished_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.finished_at IS 'When the job ended or its undo did; null before.';

-- Name: COLUMN job.leased_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.leased_by IS 'The worker that runs the next batch; null if none does.';

-- Name: COLUMN job.leased_until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.job.leased_until IS 'When the worker''s lease runs out; null without one.';

-- Name: job_audit(core.job, uuid, uuid, text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: job_filter_ids(jsonb, text, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_filter_ids(p_filter jsonb, p_url text, p_sites uuid[], OUT filter jsonb, OUT fault text) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: job_filter_sql(core.job); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_filter_sql(j core.job) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: job_json(core.job); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_json(j core.job) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: job_page(core.job, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_page(j core.job, p_max integer, OUT ids uuid[], OUT upto uuid, OUT last boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: job_sites(core.job, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_sites(j core.job, p_account uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: job_visible(uuid, uuid[], uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_visible(p_account uuid, p_sites uuid[], p_job uuid) RETURNS core.job
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: judge(uuid, jsonb, text, core.viewer_state, json, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.judge(p_site uuid, p_rules jsonb, p_premoderated text, w core.viewer_state, p_signals json, p_comment uuid, OUT strength integer, OUT hits jsonb, OUT weight double precision) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: judge_past(uuid, jsonb, core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.judge_past(p_site uuid, p_rules jsonb, c core.comment) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: last_decided_at(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.last_decided_at(p_comment uuid, p_decision uuid) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: last_decision_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.last_decision_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: list_best(uuid, uuid, integer, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer) RETURNS SETOF core.public_columns
    LANGUAGE sql STABLE
    AS ...;

-- Name: list_by_replies(uuid, uuid, integer, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer) RETURNS SETOF core.public_columns
    LANGUAGE sql STABLE
    AS ...;

-- Name: list_json(text, json[], uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_json(p_name text, p_items json[], p_ids uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: list_newest(uuid, uuid, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_newest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer) RETURNS SETOF core.public_columns
    LANGUAGE sql STABLE
    AS ...;

-- Name: list_oldest(uuid, uuid, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_oldest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer) RETURNS SETOF core.public_columns
    LANGUAGE sql STABLE
    AS ...;

-- Name: list_picks(uuid, jsonb, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.list_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer) RETURNS SETOF core.public_columns
    LANGUAGE sql STABLE
    AS ...;

-- Name: login_account(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.login_account(p_login text) RETURNS core.account
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: mail_choice(jsonb, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_choice(p_choices jsonb, p_kind text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: mail_choices_json(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_choices_json(p_choices jsonb) RETURNS json
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: mail_count(text, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_count(p_result text, p_count bigint) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: outbox; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.outbox (
    id uuid NOT NULL,
    account_id uuid,
    illegal_id uuid,
    notice_id uuid,
    template text NOT NULL,
    data json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone,
    address text,
    language text,
    token_purpose text,
    state text DEFAULT 'waiting'::text NOT NULL,
    claims integer DEFAULT 0 NOT NULL,
    failure text,
    reply text,
    notification_id uuid,
    CONSTRAINT outbox_sent CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sending'::text, 'sent'::text, 'unknown'::text, 'dead'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT outbox_to CHECK (((num_nonnulls(account_id, illegal_id) <= 1) AND (num_nonnulls(account_id, illegal_id, address) > 0))),
    CONSTRAINT outbox_token CHECK ((token_purpose = ANY (ARRAY['verify'::text, 'reset'::text, 'email_old'::text, 'email_new'::text, 'invite'::text, 'unsubscribe'::text])))
);

-- Name: TABLE outbox; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.outbox IS 'Mail to be sent, written by core.mail_put() in the transaction that causes it. Personal data: the account, the address and the reply. A mail that is not sent in mail.expire expires. Kept for retention.outbox after it was written. Read by the courier.';

-- Name: COLUMN outbox.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.id IS 'Identifies the mail; a retry sends the same one.';

-- Name: COLUMN outbox.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.account_id IS 'Personal data: the account that gets it; null if illegal_id is set.';

-- Name: COLUMN outbox.illegal_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.illegal_id IS 'The notice of illegal content whose notifier gets it; null if account_id is set.';

-- Name: COLUMN outbox.notice_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.notice_id IS 'The notice that the mail is about; null without one.';

-- Name: COLUMN outbox.template; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.template IS 'Name of the mail''s template.';

-- Name: COLUMN outbox.data; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.data IS 'Values for the mail''s template as JSON.';

-- Name: COLUMN outbox.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.created_at IS 'When it was written, or when an operator last asked to send it again.';

-- Name: COLUMN outbox.due_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.due_at IS 'When the next step is due: the next attempt (waiting), the end of the lease (leased, sending), or the next attempt of a mail that may have arrived (unknown).';

-- Name: COLUMN outbox.tries; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.tries IS 'Number of failed attempts.';

-- Name: COLUMN outbox.sent_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.sent_at IS 'When it was sent; null before.';

-- Name: COLUMN outbox.address; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.address IS 'Personal data: the address that it goes to, if that is not the account''s or the notifier''s address at the time of sending; null otherwise.';

-- Name: COLUMN outbox.language; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.language IS 'Language of the mail (en or ko); null: the account''s language at the time of sending.';

-- Name: COLUMN outbox.token_purpose; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.token_purpose IS 'Purpose of the token in the mail''s link: verify, reset, email_old, email_new, invite or unsubscribe; null: the mail has no such link.';

-- Name: COLUMN outbox.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.state IS 'waiting; leased (a courier has it); sending (the mail server accepts its text now); unknown (the connection ended after that began: it may have arrived, and is sent again when due); finally sent, dead (refused, or it cannot be sent), expired (too old) or cancelled (what it is about is shown no longer).';

-- Name: COLUMN outbox.claims; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.claims IS 'Number of times that a courier claimed it. A result counts only with the number of the last claim.';

-- Name: COLUMN outbox.failure; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.failure IS 'Class of the last failure: relay, temporary, permanent, unknown, address or template; null: none.';

-- Name: COLUMN outbox.reply; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.reply IS 'Personal data: the last reply of the mail server, or the reason of the last failure, at most 200 characters; null: none.';

-- Name: COLUMN outbox.notification_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.outbox.notification_id IS 'The notification that the mail is about; null: it is about something else.';

-- Name: mail_json(core.outbox); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_json(o core.outbox) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: mail_put(uuid, text, json, text, text, uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_put(p_account uuid, p_template text, p_data json, p_address text DEFAULT NULL::text, p_token_purpose text DEFAULT NULL::text, p_illegal uuid DEFAULT NULL::uuid, p_notice uuid DEFAULT NULL::uuid, p_notification uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql
    AS ...;

-- Name: mail_resend(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mail_resend(p_id uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: marks_drop(uuid, uuid, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.marks_drop(p_article uuid, p_comment uuid, p_shown boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: may(uuid, uuid, integer, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.may(p_account uuid, p_site uuid, p_rank integer, p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: mention_account(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mention_account(p_name text) RETURNS uuid
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: mentioned(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mentioned(p_html text) RETURNS uuid[]
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: mentions_put(text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.mentions_put(p_html text, p_max integer) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: muted_json(uuid, uuid, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.muted_json(p_account uuid, p_article uuid, p_ids uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: name_first_free(uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_first_free(p_account uuid, p_names jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: name_free_at(uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_free_at(p_account uuid, p_wait integer) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: name_report; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.name_report (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL,
    site_id uuid NOT NULL,
    reporter_id uuid NOT NULL,
    reason text NOT NULL,
    detail text,
    at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    outcome text,
    entry uuid,
    CONSTRAINT name_report_outcome_check CHECK ((outcome = ANY (ARRAY['rename'::text, 'none'::text]))),
    CONSTRAINT name_report_reason_check CHECK ((reason = ANY (ARRAY['spam'::text, 'abuse'::text, 'hate'::text, 'harassment'::text, 'misinformation'::text, 'off_topic'::text, 'illegal'::text, 'other'::text])))
);

-- Name: TABLE name_report; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.name_report IS 'Readers'' reports of names, one for each reader and name. Personal data. Kept for retention.names after the answer. Read by the reporter; moderators see reasons and details and never the reporter.';

-- Name: COLUMN name_report.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.id IS 'Identifies the report.';

-- Name: COLUMN name_report.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.account_id IS 'Personal data: the account whose name was reported.';

-- Name: COLUMN name_report.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.name IS 'Personal data: the name that was reported.';

-- Name: COLUMN name_report.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.site_id IS 'The site whose moderators decide: where the account commented last, else the default site.';

-- Name: COLUMN name_report.reporter_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.reporter_id IS 'Personal data: the reader who reported.';

-- Name: COLUMN name_report.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.reason IS 'Code of the reason: spam, abuse, hate, harassment, misinformation, off_topic, illegal or other.';

-- Name: COLUMN name_report.detail; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.detail IS 'Personal data: what the reader added; null: nothing.';

-- Name: COLUMN name_report.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.at IS 'When it was reported.';

-- Name: COLUMN name_report.answered_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.answered_at IS 'When a moderator decided; null before.';

-- Name: COLUMN name_report.outcome; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.outcome IS 'rename or none (the name stays); null before.';

-- Name: COLUMN name_report.entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.name_report.entry IS 'The audit entry of the decision, of a rename also its sanction; null before.';

-- Name: name_json(core.name_report); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_json(r core.name_report) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: name_outranked(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_outranked(p_account uuid, p_other uuid, p_site uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: name_replace(core.account, jsonb, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_replace(a core.account, p_names jsonb, p_sanction uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: name_report_json(core.name_report); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_report_json(r core.name_report) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: name_restore(core.sanction); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_restore(n core.sanction) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: name_taken(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.name_taken(p_account uuid, p_skeleton text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: names_answer(core.name_report, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.names_answer(r core.name_report, p_outcome text, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: names_lock(text[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.names_lock(p_skeletons text[]) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: network_record(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.network_record(p_account uuid, p_network text, p_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: no_password(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.no_password() RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: notice_json(core.notice); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notice_json(n core.notice) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: notice_put(uuid, text, uuid, uuid, uuid, uuid, uuid, json, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid, p_decision uuid, p_sanction uuid, p_body json, p_mail boolean) RETURNS uuid
    LANGUAGE plpgsql
    AS ...;

-- Name: notice_rule(core.comment, uuid, text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: notices_decided(core.comment, uuid, text, text, text, text, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text DEFAULT NULL::text, p_again boolean DEFAULT false, p_stated boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: notification_item(text, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notification_item(p_kind text, p_article uuid, p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: notification_shown(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notification_shown(p_notification uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: notifications_mail(uuid[], text, core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notifications_mail(p_ids uuid[], p_kind text, c core.comment) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: notification_task; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.notification_task (
    id bigint NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    what text NOT NULL,
    after_account uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE notification_task; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.notification_task IS 'Changes of comments whose notifications are still to be made: a queue, written by the transaction of the change. Personal data: the last notified follower. Kept until its notifications are made. Read by the database functions alone.';

-- Name: COLUMN notification_task.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.id IS 'Identifies the task; the lowest is next. An unfinished one goes to the end.';

-- Name: COLUMN notification_task.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.article_id IS 'The article.';

-- Name: COLUMN notification_task.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.comment_id IS 'The comment that changed.';

-- Name: COLUMN notification_task.what; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.what IS 'comment (shown now), edit, remove (shown no longer), pick (featured or not), or follow (the rest of comment''s followers).';

-- Name: COLUMN notification_task.after_account; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.after_account IS 'Progress: followers up to this account are notified.';

-- Name: COLUMN notification_task.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification_task.at IS 'When the comment changed.';

-- Name: notifications_make(core.notification_task, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notifications_make(t core.notification_task, p_max integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: notifications_put(uuid[], text, core.comment, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notifications_put(p_accounts uuid[], p_kind text, c core.comment, p_task bigint) RETURNS uuid[]
    LANGUAGE plpgsql
    AS ...;

-- Name: notifications_withdraw(uuid, text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notifications_withdraw(p_comment uuid, p_kind text, p_max integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: outranks(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.outranks(p_account uuid, p_other uuid, p_site uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: own_account_json(uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.own_account_json(p_account uuid, p_wait integer) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: own_comment_json(core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.own_comment_json(c core.comment) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: own_day_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.own_day_json(p_account uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: page_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.page_max() RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: passkey_ids_json(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.passkey_ids_json(p_account uuid, p_host text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: passkey; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.passkey (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    host text NOT NULL,
    credential bytea NOT NULL,
    alg integer NOT NULL,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    name text NOT NULL,
    transports text NOT NULL,
    may_sync boolean NOT NULL,
    synced boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone,
    CONSTRAINT passkey_credential_check CHECK (((length(credential) >= 1) AND (length(credential) <= 1023))),
    CONSTRAINT passkey_transports_check CHECK ((transports ~ '^[a-z -]{0,64}$'::text))
);

-- Name: TABLE passkey; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.passkey IS 'Public keys with which accounts sign in or prove a second factor. Personal data. Kept until the account removes it, as long as the account exists. Read by the account itself: name and times; by the worker, which verifies signatures: the key.';

-- Name: COLUMN passkey.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.id IS 'Identifies the passkey in addresses, and the write that made it.';

-- Name: COLUMN passkey.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.account_id IS 'Personal data: the account.';

-- Name: COLUMN passkey.host; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.host IS 'The host whose pages it works on (WebAuthn''s RP ID): that of server.base_url or server.desk_url when it was made.';

-- Name: COLUMN passkey.credential; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.credential IS 'Personal data: the id that its authenticator gave it.';

-- Name: COLUMN passkey.alg; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.alg IS 'COSE''s number of the algorithm: -7 ES256, -8 EdDSA, -257 RS256.';

-- Name: COLUMN passkey.public_key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.public_key IS 'Personal data: the public key, in the form of server/secret/passkey.h.';

-- Name: COLUMN passkey.counter; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.counter IS 'The authenticator''s signature counter at the last use; 0: it does not count.';

-- Name: COLUMN passkey.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.name IS 'Personal data: the name that its account gave it.';

-- Name: COLUMN passkey.transports; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.transports IS 'How browsers reach its authenticator, in their words, separated by spaces; a hint for later uses.';

-- Name: COLUMN passkey.may_sync; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.may_sync IS 'Whether its authenticator may copy it to other devices; never changes.';

-- Name: COLUMN passkey.synced; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.synced IS 'Whether it was copied, at the last use.';

-- Name: COLUMN passkey.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.made_at IS 'When it was made.';

-- Name: COLUMN passkey.last_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.passkey.last_at IS 'When it was last used; null: never.';

-- Name: passkey_json(core.passkey, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.passkey_json(k core.passkey, p_host text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: passkey_use(uuid, bigint, boolean, bytea, bigint, uuid, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.passkey_use(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_write uuid, p_address text, p_entry uuid) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: passkeys_full(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.passkeys_full(p_account uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: passkeys_json(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.passkeys_json(p_account uuid, p_host text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: password_changed(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.password_changed(p_account uuid, p_session uuid, p_actor uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: permissions(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.permissions(p_account uuid, p_site uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: permissions_kept(text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.permissions_kept(p_role text, p_wanted text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: pinned(uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.pinned(p_article uuid, p_marks jsonb) RETURNS SETOF core.thread_row
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: power(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.power(p_account uuid, p_site uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: propagate_visibility(uuid, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.propagate_visibility(p_article uuid, p_parent uuid, p_delta integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: provider_put(uuid, text, text, jsonb, text, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.provider_put(p_id uuid, p_site text, p_name text, p_settings jsonb, p_keys text, p_by uuid DEFAULT NULL::uuid, p_entry uuid DEFAULT NULL::uuid) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: provider_remove(text, text, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.provider_remove(p_site text, p_name text, p_by uuid DEFAULT NULL::uuid, p_entry uuid DEFAULT NULL::uuid) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: providers_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.providers_json(p_site uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: pseudonym(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.pseudonym(p_site uuid, p_account uuid) RETURNS text
    LANGUAGE plpgsql
    AS ...;

-- Name: published_since(uuid, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.published_since(p_comment uuid, p_at timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: rank_best(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rank_best(p_up integer, p_down integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: rank_role(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rank_role(p_rank integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: reason_common(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reason_common(p_reason text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: reason_known(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reason_known(p_site uuid, p_reason text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: reason_titles(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reason_titles(p_site uuid, p_language text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: reasons_json(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reasons_json(p_settings jsonb) RETURNS json
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: record_json(uuid, uuid[], integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.record_json(p_author uuid, p_sites uuid[], p_max integer DEFAULT 100) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: recount(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.recount() RETURNS TABLE(what text, object uuid, stored bigint, counted bigint)
    LANGUAGE sql STABLE
    AS ...;

-- Name: recovery_codes_put(uuid, bytea[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.recovery_codes_put(p_account uuid, p_codes bytea[]) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: related_days(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.related_days() RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

-- Name: related_json(uuid, integer, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.related_json(p_account uuid, p_days integer, p_sites uuid[] DEFAULT NULL::uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: report_item(core.notice); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.report_item(n core.notice) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: report; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.report (
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    reporter_id uuid NOT NULL,
    revision integer NOT NULL,
    id uuid NOT NULL,
    reason text NOT NULL,
    detail text,
    at timestamp with time zone NOT NULL,
    weight real DEFAULT 1 NOT NULL,
    good_standing boolean DEFAULT true NOT NULL,
    upheld boolean,
    CONSTRAINT report_reason_check CHECK ((reason = ANY (ARRAY['spam'::text, 'abuse'::text, 'hate'::text, 'harassment'::text, 'misinformation'::text, 'off_topic'::text, 'illegal'::text, 'other'::text])))
);

-- Name: TABLE report; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.report IS 'Readers'' reports of comments; one row for each reason that a reader gives for a revision. Personal data. Kept for good. Read by the reporter; moderators see reasons and details and never the reporter.';

-- Name: COLUMN report.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.article_id IS 'The article.';

-- Name: COLUMN report.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.comment_id IS 'The comment.';

-- Name: COLUMN report.reporter_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.reporter_id IS 'Personal data: the reader who reported.';

-- Name: COLUMN report.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.revision IS 'Number of the text that was reported.';

-- Name: COLUMN report.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.id IS 'Identifies the report.';

-- Name: COLUMN report.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.reason IS 'Code of the reason: spam, abuse, hate, harassment, misinformation, off_topic, illegal or other.';

-- Name: COLUMN report.detail; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.detail IS 'Personal data: the reporter''s own words; null if none. Read by moderators of the site. Kept for good.';

-- Name: COLUMN report.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.at IS 'When the report was made.';

-- Name: COLUMN report.weight; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.weight IS 'Points that the report adds to the case''s priority; 0 for a second reason of the same reader for the same revision.';

-- Name: COLUMN report.good_standing; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.good_standing IS 'Whether the reporter was in good standing then, so that the report counts towards a hold.';

-- Name: COLUMN report.upheld; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report.upheld IS 'Whether a decision agreed with the report; null while undecided.';

-- Name: report_json(core.report); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.report_json(r core.report) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: report_notification; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.report_notification (
    id bigint NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    revision integer NOT NULL,
    site_id uuid NOT NULL,
    decision_id uuid,
    body jsonb NOT NULL,
    include_notified boolean NOT NULL,
    reported_after timestamp with time zone NOT NULL,
    reported_until timestamp with time zone NOT NULL,
    after_revision integer NOT NULL,
    after_reporter uuid NOT NULL,
    last_sent_at timestamp with time zone NOT NULL
);

-- Name: TABLE report_notification; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.report_notification IS 'Pending notifications of readers about the result of their reports: the decision notifies the first thousand, the sweep the rest. Personal data: the last notified reporter. Kept until all readers are notified. Read by the database functions alone.';

-- Name: COLUMN report_notification.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.id IS 'Identifies the row; older rows are finished first.';

-- Name: COLUMN report_notification.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.article_id IS 'The article.';

-- Name: COLUMN report_notification.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.comment_id IS 'The comment.';

-- Name: COLUMN report_notification.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.revision IS 'The comment''s revision at the decision.';

-- Name: COLUMN report_notification.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.site_id IS 'The site.';

-- Name: COLUMN report_notification.decision_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.decision_id IS 'The decision; null if the reports ended without one.';

-- Name: COLUMN report_notification.body; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.body IS 'Text of the notice as JSON, without the reader''s own reason and revision.';

-- Name: COLUMN report_notification.include_notified; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.include_notified IS 'Whether readers who were notified of an earlier decision on this revision are notified again.';

-- Name: COLUMN report_notification.reported_after; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.reported_after IS 'Reports made up to this time were decided before and are left out.';

-- Name: COLUMN report_notification.reported_until; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.reported_until IS 'Reports made later wait for the next decision.';

-- Name: COLUMN report_notification.after_revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.after_revision IS 'Progress: all reports of higher revisions are done.';

-- Name: COLUMN report_notification.after_reporter; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.after_reporter IS 'Progress: of after_revision, reporters up to this account are done.';

-- Name: COLUMN report_notification.last_sent_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.report_notification.last_sent_at IS 'When a batch was last sent; the row that waited longest is next.';

-- Name: report_notification_step(core.report_notification, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.report_notification_step(t core.report_notification, p_max integer) RETURNS core.report_notification
    LANGUAGE plpgsql
    AS ...;

-- Name: reporter_standing(uuid, timestamp with time zone, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reporter_standing(p_account uuid, p_since timestamp with time zone, p_age integer, OUT decided bigint, OUT upheld bigint, OUT reliability double precision, OUT weight double precision, OUT good boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: reporters_notify(core.comment, uuid, uuid, jsonb, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reporters_notify(c core.comment, p_site uuid, p_decision uuid, p_body jsonb, p_again boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: reports_decided(core.comment, uuid, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reports_decided(c core.comment, p_decision uuid, p_upheld boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: reports_hold(core.comment, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reports_hold(c core.comment, p_site uuid, p_max integer) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: reports_mail(uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reports_mail(p_notices uuid[]) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: reports_reset(core.comment, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reports_reset(c core.comment, p_decision uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: restored(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: restriction(core.viewer_state, uuid, uuid, text, text, timestamp with time zone, integer, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer, p_verify text DEFAULT 'nothing'::text, p_terms text DEFAULT NULL::text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: restriction_of(uuid, uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restriction_of(p_account uuid, p_site uuid, p_kind text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: restrictions(uuid[], timestamp with time zone, timestamp with time zone, uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restrictions(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone, p_below uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, p_max integer DEFAULT NULL::integer) RETURNS TABLE(id uuid, kind text, site_id uuid, comment_id uuid, revision integer, reason text, rule text, source text, automated boolean, at timestamp with time zone, until timestamp with time zone, content_at timestamp with time zone, undone boolean)
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rfc3339(timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rfc3339(p_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS ...;

-- Name: role_claimed(uuid, core.provider, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_claimed(p_account uuid, p core.provider, p_values jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: role_givable(uuid, uuid, text, uuid, text[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_givable(p_by uuid, p_account uuid, p_role text, p_site uuid, p_permissions text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: role_offer_mail(core.role_offer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_offer_mail(o core.role_offer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: role_offer_put(uuid, text, uuid, uuid, uuid, text[], text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_offer_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[] DEFAULT NULL::text[], p_address text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: role_offers_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_offers_json(p_account uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: role_permissions(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_permissions(p_role text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: role_put(uuid, text, uuid, uuid, uuid, text[], uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[] DEFAULT NULL::text[], p_session uuid DEFAULT NULL::uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: role_rank(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_rank(p_role text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: role_waits(core.viewer_state); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_waits(w core.viewer_state) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: roles_json(uuid, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.roles_json(p_account uuid, p_sites uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_newcomer(jsonb, core.judged); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_newcomer(p_rule jsonb, c core.judged) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_record(jsonb, core.judged); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_record(p_rule jsonb, c core.judged) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_repetition(jsonb, core.judged); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_repetition(p_rule jsonb, c core.judged) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_velocity(jsonb, core.judged); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_velocity(p_rule jsonb, c core.judged) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rules_import(text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_import(p_site text, p_document jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: rules_json(core.site, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_json(s core.site, p_version integer) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rules_past(uuid, jsonb, integer, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_past(p_site uuid, p_rules jsonb, p_limit integer, p_at_id uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rules_put(core.site, jsonb, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_put(s core.site, p_document jsonb, p_actor uuid, p_entry uuid) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: rules_reasons(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_reasons(p_document jsonb) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: rules_unknown_reason(core.site, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rules_unknown_reason(s core.site, p_document jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sanction_end(core.sanction, uuid, uuid, text, jsonb, core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_end(n core.sanction, p_by uuid, p_entry uuid, p_act text, p_more jsonb, c core.comment) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sanction_json(core.sanction); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_json(n core.sanction) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sanction_liftable(core.viewer_state, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid, OUT outcome text, OUT body json) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: sanction_make(core.viewer_state, uuid, uuid, uuid, text, timestamp with time zone, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_make(w core.viewer_state, p_sanction uuid, p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text) RETURNS core.sanction
    LANGUAGE plpgsql
    AS ...;

-- Name: sanction_refused(core.viewer_state, uuid[], uuid, uuid, text, timestamp with time zone, text, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_refused(w core.viewer_state, p_sites uuid[], p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_since timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sanction_tell(core.sanction, core.comment, timestamp with time zone, text, text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_tell(n core.sanction, c core.comment, p_since timestamp with time zone, p_note text, p_message text, p_more jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sanctioned_json(text, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanctioned_json(p_kind text, p_until timestamp with time zone) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: saved_messages(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.saved_messages(p_site uuid, p_language text) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: search_enqueue(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.search_enqueue() RETURNS trigger
    LANGUAGE plpgsql
    AS ...;

-- Name: search_pattern(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.search_pattern(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: search_sql(boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean, p_state boolean, p_sanctioned boolean, p_reason boolean, p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

-- Name: second_needed(core.site, uuid, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.second_needed(s core.site, p_account uuid, p_action text, p_reason text) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: seconds_since(timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.seconds_since(p_since timestamp with time zone) RETURNS double precision
    LANGUAGE sql STABLE
    AS ...;

-- Name: session_began(uuid, uuid, text, text, bytea, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_began(p_account uuid, p_session uuid, p_address text, p_agent text, p_device bytea, p_new boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: session_begin(uuid, uuid, bytea, integer, integer, text, text, bytea, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_begin(p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_factor_proven boolean, OUT expires_at timestamp with time zone, OUT pending boolean) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: session_end(uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: session_ended(uuid, bytea, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_ended(p_key uuid, p_token bytea, p_session uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: session_failures_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_failures_max() RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: session_find(bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_find(p_viewer bytea) RETURNS core.session
    LANGUAGE plpgsql
    AS ...;

-- Name: session_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_json(p_session uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: session_prove(uuid, bytea, text, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_prove(p_session uuid, p_token bytea, p_method text, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sessions_end(uuid, uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sessions_end(p_account uuid, p_except uuid, p_why text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sessions_keep(uuid, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sessions_keep(p_account uuid, p_pending boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: settings_json(core.site, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.settings_json(s core.site, p_version integer) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: settings_missing_reasons(core.site, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.settings_missing_reasons(s core.site, p_settings jsonb) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: settings_version_add(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.settings_version_add() RETURNS trigger
    LANGUAGE plpgsql
    AS ...;

-- Name: sign_in_failure(uuid, text, uuid, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_failure(p_account uuid, p_network text, p_entry uuid, p_device bytea) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: sign_in_failures_clear(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_failures_clear(p_account uuid) RETURNS void
    LANGUAGE sql
    AS ...;

-- Name: sign_in_failures_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_failures_max() RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: sign_in_lock(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_lock(p_account uuid) RETURNS void
    LANGUAGE sql
    AS ...;

-- Name: sign_in_place(uuid, bytea, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_place(p_account uuid, p_device bytea, p_network text) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

-- Name: sign_in_refused(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_in_refused(p_account uuid, p_place text) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: sign_on_token_use(bytea, uuid, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sign_on_token_use(p_digest bytea, p_write uuid, p_expires bigint) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: signals_keep(uuid, jsonb, integer, core.comment, json, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: signs_in_at(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.signs_in_at(p_account uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: site_access(uuid, uuid[], uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.site_access(p_account uuid, p_sites uuid[], p_site uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: site_make(uuid, text, text, text[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.site_make(p_id uuid, p_key text, p_title text, p_origins text[]) RETURNS uuid
    LANGUAGE plpgsql
    AS ...;

-- Name: site_rank(uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.site_rank(p_account uuid, p_site uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sites_moderated(uuid, integer, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sites_moderated(p_account uuid, p_rank integer, p_permission text DEFAULT NULL::text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sites_of(uuid, text[], text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sites_of(p_account uuid, p_roles text[], p_permission text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: skew_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.skew_max() RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: slow_until(uuid, uuid, integer, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.slow_until(p_account uuid, p_article uuid, p_slow integer, p_comment uuid) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: span_counts_json(uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_counts_json(p_ids uuid[]) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: sanction_span; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sanction_span (
    sanction_id uuid NOT NULL,
    account_id uuid NOT NULL,
    site_id uuid,
    moderator_id uuid NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    upto timestamp with time zone NOT NULL,
    state text NOT NULL,
    at_id uuid NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    restored integer DEFAULT 0 NOT NULL,
    kept integer DEFAULT 0 NOT NULL,
    restored_by uuid,
    CONSTRAINT sanction_span_state_check CHECK ((state = ANY (ARRAY['rejecting'::text, 'rejected'::text, 'restoring'::text, 'restored'::text])))
);

-- Name: TABLE sanction_span; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sanction_span IS 'Comments of an account that a sanction rejects together, in batches, and brings back together. Personal data: accounts. Kept for good. Read by moderators of the site.';

-- Name: COLUMN sanction_span.sanction_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.sanction_id IS 'The sanction.';

-- Name: COLUMN sanction_span.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.account_id IS 'Personal data: the author of the comments.';

-- Name: COLUMN sanction_span.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.site_id IS 'The site; null for all sites.';

-- Name: COLUMN sanction_span.moderator_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.moderator_id IS 'Personal data: the moderator in whose name comments are rejected.';

-- Name: COLUMN sanction_span.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.reason IS 'Code of the reason.';

-- Name: COLUMN sanction_span.since; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.since IS 'Comments written before this time are left out.';

-- Name: COLUMN sanction_span.upto; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.upto IS 'Comments written after this time are left out.';

-- Name: COLUMN sanction_span.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.state IS 'rejecting, rejected, restoring or restored.';

-- Name: COLUMN sanction_span.at_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.at_id IS 'Progress: all comments (or decisions, when restoring) up to this id are done.';

-- Name: COLUMN sanction_span.rejected; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.rejected IS 'Number of comments rejected so far.';

-- Name: COLUMN sanction_span.restored; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.restored IS 'Number of comments brought back so far.';

-- Name: COLUMN sanction_span.kept; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.kept IS 'Number of comments left as they are, because something happened to them since.';

-- Name: COLUMN sanction_span.restored_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sanction_span.restored_by IS 'Personal data: the account that ordered the restoration; null without a restoration.';

-- Name: span_give(core.sanction_span, integer, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_give(s core.sanction_span, p_max integer, p_entry uuid, p_stated uuid, OUT given uuid[], OUT stay uuid[], OUT articles jsonb) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: span_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_json(p_sanction uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: span_pick(core.sanction_span, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_pick(s core.sanction_span, p_max integer) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: span_reject(core.sanction_span, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_reject(s core.sanction_span, p_max integer) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: span_restore(core.sanction, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_restore(n core.sanction, p_by uuid, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: span_take(core.sanction_span, core.viewer_state, uuid[], uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_take(s core.sanction_span, w core.viewer_state, p_sites uuid[], p_ids uuid[], OUT decided uuid[], OUT articles jsonb) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: span_undo(core.sanction_span, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_undo(s core.sanction_span, p_max integer) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: state_hits(jsonb, core.judged); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.state_hits(p_rules jsonb, c core.judged) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: state_rule_names(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.state_rule_names() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: state_rules(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.state_rules(p_document jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: statement(uuid, uuid, text, timestamp with time zone, timestamp with time zone, text, uuid, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.statement(p_for uuid, p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_accounts(integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_accounts(p_max integer, p_names integer, p_devices integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_articles(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_articles(p_max integer) RETURNS json
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_clock(json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_clock(p_clock json) RETURNS json
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_first_sights(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_first_sights(p_max integer, p_after integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_journal(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_journal(p_max integer, p_journal integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_mails(integer, integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_mails(p_max integer, p_outbox integer, p_expire integer, p_token integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_networks(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_networks(p_max integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_notifications(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_notifications(p_max integer, p_after integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_report_notifications(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_report_notifications(p_max integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_skips(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_skips(p_max integer, p_seconds integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_unverified(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_unverified(p_max integer, p_after integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_withdrawn(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_withdrawn(p_max integer, p_appeal integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: text_digest(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.text_digest(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: text_same(text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.text_same(p_a text, p_b text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: text_trimmed(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.text_trimmed(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: thread_locked(uuid, jsonb, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.thread_locked(p_article uuid, p_marks jsonb, p_comment uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: token_state(core.token); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.token_state(t core.token) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: token_use(bytea, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.token_use(p_digest bytea, p_purpose text, OUT outcome text, OUT account uuid, OUT address text, OUT data json) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: took_part(core.appeal, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.took_part(p_appeal core.appeal, p_account uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: undo_notify(core.comment, core.decision, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.undo_notify(c core.comment, d core.decision, p_case jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: undo_one(uuid, uuid, uuid, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.undo_one(p_account uuid, p_decision uuid, p_entry uuid, p_member boolean DEFAULT false, p_stated boolean DEFAULT false, OUT outcome text, OUT version bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: unread(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.unread(p_account uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: unverified_articles(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.unverified_articles(p_account uuid) RETURNS uuid[]
    LANGUAGE plpgsql
    AS ...;

-- Name: unverified_publish(uuid, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.unverified_publish(p_account uuid, p_articles uuid[]) RETURNS json
    LANGUAGE plpgsql
    AS ...;

-- Name: url_key(text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.url_key(p_url text, p_settings jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: verify_needed(core.viewer_state, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.verify_needed(w core.viewer_state, p_verify text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: versions_raise(bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.versions_raise(p_by bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

-- Name: view_sql(text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.view_sql(p_view text, p_me integer) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: viewer(bytea, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.viewer(p_token bytea, p_site uuid) RETURNS core.viewer_state
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: visible_text(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.visible_text(p_html text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: wall_clock(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.wall_clock() RETURNS bigint
    LANGUAGE sql PARALLEL SAFE
    AS ...;

-- Name: wilson(integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.wilson(p_good integer, p_all integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: write_id(uuid, uuid, text, bytea, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.write_id(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_id uuid, OUT id uuid, OUT reused boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: account_name; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account_name (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    username text NOT NULL,
    skeleton text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    shown_at timestamp with time zone DEFAULT core.now() NOT NULL,
    sanction_id uuid
);

-- Name: TABLE account_name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.account_name IS 'Former names of accounts. No other account can take such a name. Personal data. Kept for retention.names after the change, and as long as comments stand under the name. Read by moderators.';

-- Name: COLUMN account_name.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.id IS 'Identifies the change.';

-- Name: COLUMN account_name.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.account_id IS 'Personal data: the account.';

-- Name: COLUMN account_name.username; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.username IS 'Personal data: the name before the change.';

-- Name: COLUMN account_name.skeleton; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.skeleton IS 'That name folded so that confusable names are equal (Unicode TS 39).';

-- Name: COLUMN account_name.changed_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.changed_at IS 'When the account took another name.';

-- Name: COLUMN account_name.shown_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.shown_at IS 'When the account gave the name up, or when the sweep last found a comment under it.';

-- Name: COLUMN account_name.sanction_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_name.sanction_id IS 'The sanction of kind rename that took this name away, or whose end restored the name before it; null: the account changed its name.';

-- Name: account_network; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account_network (
    account_id uuid NOT NULL,
    network text NOT NULL,
    last_at timestamp with time zone NOT NULL
);

-- Name: TABLE account_network; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.account_network IS 'Networks from which an account signed in, to show related accounts to moderators. Personal data. Written only if every site''s setting related_days allows it. Kept for the smallest related_days of all sites after last_at. Read by the database functions alone, which compare them.';

-- Name: COLUMN account_network.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_network.account_id IS 'Personal data: the account.';

-- Name: COLUMN account_network.network; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_network.network IS 'Personal data: keyed digest of the network, never the address.';

-- Name: COLUMN account_network.last_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_network.last_at IS 'When the account last signed in from this network.';

-- Name: account_note; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account_note (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    site_id uuid,
    moderator_id uuid NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL
);

-- Name: TABLE account_note; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.account_note IS 'Notes of moderators about accounts. Personal data. Kept for good. Read by moderators of the note''s site, never by the account.';

-- Name: COLUMN account_note.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.id IS 'Identifies the note.';

-- Name: COLUMN account_note.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.account_id IS 'Personal data: the account that the note is about.';

-- Name: COLUMN account_note.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.site_id IS 'The site whose moderators read the note; null for moderators of all sites.';

-- Name: COLUMN account_note.moderator_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.moderator_id IS 'Personal data: the moderator who wrote the note.';

-- Name: COLUMN account_note.text; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.text IS 'Personal data: the note as plain text.';

-- Name: COLUMN account_note.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.account_note.at IS 'When the note was written.';

-- Name: api_token; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.api_token (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    token bytea NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    revoked_at timestamp with time zone,
    scopes text[] NOT NULL,
    made_by uuid,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_token_scopes_check CHECK ((scopes <> '{}'::text[]))
);

-- Name: TABLE api_token; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.api_token IS 'Tokens of a site''s own systems for the API. Personal data: made_by. Kept for good, also after they have ended, because the audit names them. Read by the site''s admins and auditors and by the operator.';

-- Name: COLUMN api_token.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.id IS 'Identifies the token in the audit.';

-- Name: COLUMN api_token.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.site_id IS 'The site for which the token is valid.';

-- Name: COLUMN api_token.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.name IS 'The name that its maker gave to the system that has the token; may be empty.';

-- Name: COLUMN api_token.token; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.token IS 'BLAKE2b-256 digest of the token; the token itself is never stored.';

-- Name: COLUMN api_token.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.created_at IS 'When the token was made.';

-- Name: COLUMN api_token.revoked_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.revoked_at IS 'When the token was ended; null while it is valid or has expired.';

-- Name: COLUMN api_token.scopes; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.scopes IS 'What the token opens: names of server/request/request.h, for example articles:create.';

-- Name: COLUMN api_token.made_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.made_by IS 'Personal data: the admin who made the token; null for the operator.';

-- Name: COLUMN api_token.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.expires_at IS 'When the token ends by itself; null for a token that was made before tokens had an end.';

-- Name: COLUMN api_token.last_used_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.api_token.last_used_at IS 'The minute of its last use, exact to the precision of api_1.sessions_used(); null if it was never used.';

-- Name: article_duplicate; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_duplicate (
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    url text NOT NULL
);

-- Name: TABLE article_duplicate; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.article_duplicate IS 'Articles that have an address in common with another article; madang check lists them and madang article merge removes them. No personal data. Kept until the articles are merged. Read by the operator.';

-- Name: COLUMN article_duplicate.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_duplicate.article_id IS 'The article whose address belongs to another article.';

-- Name: COLUMN article_duplicate.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_duplicate.site_id IS 'The site.';

-- Name: COLUMN article_duplicate.url; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_duplicate.url IS 'The key of the address (core.url_key).';

-- Name: article_moved; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_moved (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    key text NOT NULL,
    article_id uuid NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE article_moved; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.article_moved IS 'Articles that were merged into another one; their ids and keys lead there. No personal data. Kept for good. Public through article_find and redirects.';

-- Name: COLUMN article_moved.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_moved.id IS 'Id of the article that was merged and no longer exists.';

-- Name: COLUMN article_moved.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_moved.site_id IS 'The site.';

-- Name: COLUMN article_moved.key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_moved.key IS 'The site''s key of the merged article; unique on the site.';

-- Name: COLUMN article_moved.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_moved.article_id IS 'The article that it became.';

-- Name: COLUMN article_moved.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_moved.at IS 'When the articles were merged.';

-- Name: article_url; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_url (
    site_id uuid NOT NULL,
    url text NOT NULL,
    article_id uuid NOT NULL,
    form integer DEFAULT 3 NOT NULL,
    address text NOT NULL
);

-- Name: TABLE article_url; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.article_url IS 'Present and former addresses of articles; each leads to its article. No personal data. Kept for good. Public through article_find.';

-- Name: COLUMN article_url.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_url.site_id IS 'The site.';

-- Name: COLUMN article_url.url; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_url.url IS 'The key of the address (core.url_key); unique on the site.';

-- Name: COLUMN article_url.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_url.article_id IS 'The article that has or had this address.';

-- Name: COLUMN article_url.form; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_url.form IS 'Version of core.url_key() that made url; madang migrate rewrites rows of older versions.';

-- Name: COLUMN article_url.address; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.article_url.address IS 'The address in canonical spelling (server/text/url.h), from which url is made again when the site''s settings change.';

-- Name: audit_private; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.audit_private (
    entry uuid NOT NULL,
    salt bytea NOT NULL,
    payload text NOT NULL
);

-- Name: TABLE audit_private; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.audit_private IS 'The part of an audit entry that names or quotes people, apart so that it can be erased while the sealed entry stays. Personal data. Kept until core.audit_erase() removes it. Read by admins and auditors of the site.';

-- Name: COLUMN audit_private.entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit_private.entry IS 'The audit entry.';

-- Name: COLUMN audit_private.salt; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit_private.salt IS '32 random bytes before the payload in the digest, so that an erased payload cannot be guessed.';

-- Name: COLUMN audit_private.payload; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit_private.payload IS 'Personal data: names, notes and quotations as JSON text. Kept until erased.';

-- Name: audit_seq_seq; Type: SEQUENCE; Schema: core; Owner: -

ALTER TABLE core.audit ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: audit_unsealed; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.audit_unsealed (
    entry uuid NOT NULL
);

-- Name: TABLE audit_unsealed; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.audit_unsealed IS 'Audit entries that no seal covers yet. No personal data. Kept until the next seal. Read by the sealer.';

-- Name: COLUMN audit_unsealed.entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.audit_unsealed.entry IS 'The audit entry.';

-- Name: case_skip; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.case_skip (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    site_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    back_at timestamp with time zone
);

-- Name: TABLE case_skip; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.case_skip IS 'Cases that a moderator skipped, one row for each time. Personal data: the moderator. Kept for retention.skip. Read by moderators (their own) and counted in the figures.';

-- Name: COLUMN case_skip.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.id IS 'Identifies the write that made it.';

-- Name: COLUMN case_skip.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.account_id IS 'Personal data: the moderator.';

-- Name: COLUMN case_skip.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.comment_id IS 'The comment of the case.';

-- Name: COLUMN case_skip.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.site_id IS 'The site of the case.';

-- Name: COLUMN case_skip.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.version IS 'Version of the case when it was skipped. Another version puts it before the moderator again.';

-- Name: COLUMN case_skip.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.at IS 'When it was skipped.';

-- Name: COLUMN case_skip.back_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.case_skip.back_at IS 'When the moderator got the case again; null: it still waits behind the others.';

-- Name: comment_revision; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.comment_revision (
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    html text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    text_erased_at timestamp with time zone
);

-- Name: TABLE comment_revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.comment_revision IS 'Former texts of edited comments. Personal data. Kept for retention.appeal: the text, longer while a case, an appeal or a notice of illegal content about the comment is open. Read by moderators of the site.';

-- Name: COLUMN comment_revision.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.article_id IS 'The article.';

-- Name: COLUMN comment_revision.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.comment_id IS 'The comment.';

-- Name: COLUMN comment_revision.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.revision IS 'Number of this text.';

-- Name: COLUMN comment_revision.body; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.body IS 'Personal data: the former text in Markdown; empty once erased.';

-- Name: COLUMN comment_revision.html; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.html IS 'Personal data: the former text as it was rendered; empty once erased.';

-- Name: COLUMN comment_revision.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.made_at IS 'When this text was replaced by the next one.';

-- Name: COLUMN comment_revision.text_erased_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.comment_revision.text_erased_at IS 'When the sweep erased body and html; null while the text exists.';

-- Name: digest; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.digest (
    account_id uuid NOT NULL,
    since uuid NOT NULL,
    due_at timestamp with time zone NOT NULL
);

-- Name: TABLE digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.digest IS 'Readers who get a daily mail with their unread notifications, written with the first of them. Personal data. Kept until the mail is queued. Read by the database functions alone.';

-- Name: COLUMN digest.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.digest.account_id IS 'Personal data: the reader.';

-- Name: COLUMN digest.since; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.digest.since IS 'The first notification that the mail is about.';

-- Name: COLUMN digest.due_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.digest.due_at IS 'When the mail is queued.';

-- Name: email_change; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.email_change (
    account_id uuid NOT NULL,
    address text NOT NULL,
    former text,
    at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    approved_at timestamp with time zone
);

-- Name: TABLE email_change; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.email_change IS 'Changes of addresses that wait until both addresses have agreed. Personal data. Kept until the change is complete or another one replaces it, at most a week. Read by the account itself.';

-- Name: COLUMN email_change.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.account_id IS 'Personal data: the account.';

-- Name: COLUMN email_change.address; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.address IS 'Personal data: the new address.';

-- Name: COLUMN email_change.former; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.former IS 'Personal data: the verified address that has to approve the change; null: there is none.';

-- Name: COLUMN email_change.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.at IS 'When the change was asked for.';

-- Name: COLUMN email_change.confirmed_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.confirmed_at IS 'When the link that went to the new address was used; null: not yet.';

-- Name: COLUMN email_change.approved_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.email_change.approved_at IS 'When the link that went to the former address was used; null: not yet.';

-- Name: epoch; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.epoch (
    one boolean DEFAULT true NOT NULL,
    epoch uuid NOT NULL,
    CONSTRAINT epoch_one_check CHECK (one)
);

-- Name: TABLE epoch; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.epoch IS 'The random part of the database''s epoch; a restore draws another one. One row. No personal data. Kept for good. Public as a part of every ETag.';

-- Name: COLUMN epoch.one; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.epoch.one IS 'Always true: the table has one row.';

-- Name: COLUMN epoch.epoch; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.epoch.epoch IS 'The random id; core.epoch() combines it with the cluster''s timeline.';

-- Name: first_sight; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.first_sight (
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE first_sight; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.first_sight IS 'Articles that a page of the newspaper made at first sight, until the sweep finds that one has a comment or deletes it. No personal data. Kept for retention.first_sight. Read by the database functions alone.';

-- Name: COLUMN first_sight.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.first_sight.article_id IS 'The article.';

-- Name: COLUMN first_sight.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.first_sight.site_id IS 'Its site, whose articles of a day are counted.';

-- Name: COLUMN first_sight.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.first_sight.at IS 'When the page made the article.';

-- Name: follow; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.follow (
    article_id uuid NOT NULL,
    account_id uuid NOT NULL,
    follows boolean NOT NULL,
    waiting boolean DEFAULT false NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE follow; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.follow IS 'Discussions that readers follow: those where they wrote, and those they chose. Personal data. Kept for good. Read by the account alone.';

-- Name: COLUMN follow.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.follow.article_id IS 'The article.';

-- Name: COLUMN follow.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.follow.account_id IS 'Personal data: the reader.';

-- Name: COLUMN follow.follows; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.follow.follows IS 'False: the reader does not want to follow, so writing there does not follow again.';

-- Name: COLUMN follow.waiting; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.follow.waiting IS 'Whether an unread notification of kind follow exists; until it is read, new comments make no further one.';

-- Name: COLUMN follow.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.follow.at IS 'When the reader began or ended it.';

-- Name: idempotency; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.idempotency (
    account_id uuid NOT NULL,
    key uuid NOT NULL,
    operation text NOT NULL,
    digest bytea NOT NULL,
    article_id uuid,
    object_id uuid,
    result json,
    at timestamp with time zone NOT NULL
);

-- Name: TABLE idempotency; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.idempotency IS 'Results of writes by Idempotency-Key, so that a repeated request gets the first result. Personal data: the account. Kept for 24 hours. Read by the database functions alone.';

-- Name: COLUMN idempotency.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.account_id IS 'Personal data: the account that wrote; all zeros without a session.';

-- Name: COLUMN idempotency.key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.key IS 'The client''s key.';

-- Name: COLUMN idempotency.operation; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.operation IS 'Name of the API function.';

-- Name: COLUMN idempotency.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.digest IS 'Digest of the request''s body; the same key with another body is refused.';

-- Name: COLUMN idempotency.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.article_id IS 'The article of the object; null if it has none.';

-- Name: COLUMN idempotency.object_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.object_id IS 'The object that the first request made; null if the result has none.';

-- Name: COLUMN idempotency.result; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.result IS 'The answer as JSON, where the object alone does not give it; null otherwise.';

-- Name: COLUMN idempotency.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.idempotency.at IS 'When the first request succeeded.';

-- Name: identity; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL,
    provider_id uuid,
    name text,
    made_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    badge text
);

-- Name: TABLE identity; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.identity IS 'The identity of an account at a publisher. Only issuer and subject link a token to an account, never an address. Personal data. Kept as long as the account exists. Read by the account itself: the provider''s title.';

-- Name: COLUMN identity.issuer; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.issuer IS 'The claim iss.';

-- Name: COLUMN identity.subject; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.subject IS 'Personal data: the claim that identifies the reader at the publisher, sub unless the provider''s settings name another.';

-- Name: COLUMN identity.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.account_id IS 'Personal data: the account.';

-- Name: COLUMN identity.provider_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.provider_id IS 'The provider of the last sign-in; null once it is removed.';

-- Name: COLUMN identity.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.name IS 'Personal data: the name in the last token. The account takes another name only when this one changes.';

-- Name: COLUMN identity.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.made_at IS 'When a token first named this subject.';

-- Name: COLUMN identity.last_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.last_at IS 'When a token last named this subject.';

-- Name: COLUMN identity.badge; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.identity.badge IS 'Personal data: the badge of the last token, in the words of the provider''s settings; null: none. Public beside new comments on the provider''s site.';

-- Name: illegal_private; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.illegal_private (
    illegal_id uuid NOT NULL,
    name text,
    email text,
    url text,
    law text,
    explanation text
);

-- Name: TABLE illegal_private; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.illegal_private IS 'The part of a notice of illegal content that names or quotes the notifier, apart so that it can be erased. Personal data. Kept until it is erased. Read by moderators of the site: explanation, law, name and address. The rest is for the database functions and the mail program alone.';

-- Name: COLUMN illegal_private.illegal_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.illegal_id IS 'The notice.';

-- Name: COLUMN illegal_private.name; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.name IS 'Personal data: the notifier''s name; null if not given or erased.';

-- Name: COLUMN illegal_private.email; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.email IS 'Personal data: the notifier''s e-mail address for the answer; null if not given or erased.';

-- Name: COLUMN illegal_private.url; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.url IS 'The address of the content as the notifier gave it; null if given by id.';

-- Name: COLUMN illegal_private.law; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.law IS 'The law that the notifier names; null if none.';

-- Name: COLUMN illegal_private.explanation; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.illegal_private.explanation IS 'Personal data: why the content is illegal, in the notifier''s words; null once erased.';

-- Name: journal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.journal (
    article_id uuid NOT NULL,
    version bigint NOT NULL,
    seq integer DEFAULT 0 NOT NULL,
    change text NOT NULL,
    comment_id uuid,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE journal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.journal IS 'Visible changes of articles in order. No personal data. Kept for retention.journal. Read by the database functions alone.';

-- Name: COLUMN journal.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.article_id IS 'The article.';

-- Name: COLUMN journal.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.version IS 'The article''s version that the change made.';

-- Name: COLUMN journal.seq; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.seq IS 'Position among changes of one version; 0 for the first.';

-- Name: COLUMN journal.change; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.change IS 'comment (a new one), edit, remove, votes or state (of the article).';

-- Name: COLUMN journal.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.comment_id IS 'The comment that changed; null if the article itself did.';

-- Name: COLUMN journal.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.journal.at IS 'When the change was made.';

-- Name: known_device; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.known_device (
    account_id uuid NOT NULL,
    mark bytea NOT NULL,
    last_at timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL
);

-- Name: TABLE known_device; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.known_device IS 'Devices from which an account signed in, to tell it about a sign-in from a new one. Personal data. Kept for retention.devices after last_at. Read by the database functions alone.';

-- Name: COLUMN known_device.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.known_device.account_id IS 'Personal data: the account.';

-- Name: COLUMN known_device.mark; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.known_device.mark IS 'Personal data: digest of the device''s cookie, or of the network''s keyed digest with the User-Agent.';

-- Name: COLUMN known_device.last_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.known_device.last_at IS 'When the account last signed in with this mark.';

-- Name: COLUMN known_device.failures; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.known_device.failures IS 'Failed sign-ins with this mark in a row; after some the device counts as unknown.';

-- Name: mail_total; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.mail_total (
    result text NOT NULL,
    total bigint NOT NULL
);

-- Name: TABLE mail_total; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.mail_total IS 'Totals for the metrics: mails sent, dead, expired and cancelled, and failed attempts by class. No personal data. Kept for good. Read by api_1.newsroom_figures().';

-- Name: COLUMN mail_total.result; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.mail_total.result IS 'sent, dead, expired, cancelled, or a class of failure (core.outbox.failure).';

-- Name: COLUMN mail_total.total; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.mail_total.total IS 'How many since the installation.';

-- Name: mute; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.mute (
    account_id uuid NOT NULL,
    muted_id uuid NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: TABLE mute; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.mute IS 'Readers whom a reader muted: they cause no notifications, and their comments are collapsed for this reader. Personal data. Kept until the reader ends it. Read by the account alone; never by the muted one.';

-- Name: COLUMN mute.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.mute.account_id IS 'Personal data: the reader who muted.';

-- Name: COLUMN mute.muted_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.mute.muted_id IS 'Personal data: the muted reader.';

-- Name: COLUMN mute.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.mute.at IS 'When the reader muted.';

-- Name: notification; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.notification (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT notification_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'mention'::text, 'follow'::text, 'pick'::text])))
);

-- Name: TABLE notification; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.notification IS 'Notifications of readers about comments; one at most for each reader and comment. Personal data. Kept for retention.notifications, unread ones no longer than the comment is shown. Read by the account alone.';

-- Name: COLUMN notification.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.id IS 'Identifies the notification; its time orders them.';

-- Name: COLUMN notification.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.account_id IS 'Personal data: the reader who is notified.';

-- Name: COLUMN notification.kind; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.kind IS 'reply (an answer to the reader''s comment), mention, follow (new comments in a followed discussion) or pick (the reader''s comment was featured).';

-- Name: COLUMN notification.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.article_id IS 'The article.';

-- Name: COLUMN notification.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.comment_id IS 'The comment that notifies; of follow the first new one.';

-- Name: COLUMN notification.created_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.created_at IS 'When the reader was notified.';

-- Name: COLUMN notification.read_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.notification.read_at IS 'When the reader read it; null before.';

-- Name: notification_task_id_seq; Type: SEQUENCE; Schema: core; Owner: -

ALTER TABLE core.notification_task ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.notification_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: probe; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.probe (
    filler text NOT NULL
);
ALTER TABLE ONLY core.probe ALTER COLUMN filler SET STORAGE EXTERNAL;

-- Name: TABLE probe; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.probe IS 'Rows of readiness probes, each written and deleted in one transaction. No personal data. Kept for no time. Read by the database functions alone.';

-- Name: COLUMN probe.filler; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.probe.filler IS 'Bytes that take new pages, stored uncompressed, so that a full disk is noticed.';

-- Name: pseudonym; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.pseudonym (
    site_id uuid NOT NULL,
    account_id uuid NOT NULL,
    number integer NOT NULL
);

-- Name: TABLE pseudonym; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.pseudonym IS 'Numbers by which readers know moderators of a site. Personal data. Kept for good, so that a number never changes its owner. Public: the number. Read by moderators: the account.';

-- Name: COLUMN pseudonym.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.pseudonym.site_id IS 'The site; all zeros for acts on all sites.';

-- Name: COLUMN pseudonym.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.pseudonym.account_id IS 'Personal data: the moderator.';

-- Name: COLUMN pseudonym.number; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.pseudonym.number IS 'The number that readers see; unique on the site, in no order.';

-- Name: public_comment; Type: VIEW; Schema: core; Owner: -

CREATE VIEW core.public_comment AS
 SELECT c.article_id,
    c.id,
    c.parent_id,
    c.depth,
    c.state,
    c.reply_count,
    c.rank_best,
    ROW(c.id, c.parent_id,
        CASE
            WHEN (c.state = 'published'::text) THEN c.author_id
            ELSE NULL::uuid
        END,
        CASE
            WHEN (c.state = 'published'::text) THEN c.author_name
            ELSE NULL::text
        END,
        CASE
            WHEN (c.state = 'published'::text) THEN c.author_role
            ELSE NULL::text
        END,
        CASE
            WHEN (c.state = 'published'::text) THEN c.html
            ELSE NULL::text
        END,
        CASE c.state
            WHEN 'published'::text THEN 'published'::text
            WHEN 'withdrawn'::text THEN 'withdrawn'::text
            ELSE 'removed'::text
        END, c.revision,
        CASE
            WHEN ((c.state = 'published'::text) AND (c.edited_at IS NOT NULL)) THEN core.rfc3339(c.edited_at)
            ELSE NULL::text
        END,
        CASE
            WHEN (c.state = 'published'::text) THEN c.up
            ELSE NULL::integer
        END,
        CASE
            WHEN (c.state = 'published'::text) THEN c.down
            ELSE NULL::integer
        END, c.reply_count, c.rank_best,
        CASE
            WHEN (c.state = 'published'::text) THEN c.author_badge
            ELSE NULL::text
        END)::core.public_columns AS shown
   FROM core.comment c
  WHERE c.visible;

-- Name: VIEW public_comment; Type: COMMENT; Schema: core; Owner: -

COMMENT ON VIEW core.public_comment IS 'Comments as everybody sees them. Personal data. Kept as long as core.comment keeps them. Public: the column shown; the other columns are for the order and place of a comment.';

-- Name: COLUMN public_comment.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.article_id IS 'The article.';

-- Name: COLUMN public_comment.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.id IS 'Identifies the comment; its time orders comments.';

-- Name: COLUMN public_comment.parent_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.parent_id IS 'The comment that this one answers; the article''s id at top level.';

-- Name: COLUMN public_comment.depth; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.depth IS 'Number of ancestors.';

-- Name: COLUMN public_comment.state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.state IS 'The state in core.comment, which readers may not see.';

-- Name: COLUMN public_comment.reply_count; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.reply_count IS 'Key of the order "replies".';

-- Name: COLUMN public_comment.rank_best; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.rank_best IS 'Key of the order "best".';

-- Name: COLUMN public_comment.shown; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.public_comment.shown IS 'The members of the comment that everybody may read.';

-- Name: recovery_code; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.recovery_code (
    account_id uuid NOT NULL,
    digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

-- Name: TABLE recovery_code; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.recovery_code IS 'Codes that stand in once for a lost second factor. Personal data. Kept until the account makes new ones or removes its last factor. Read by the database functions alone; the account sees how many are left.';

-- Name: COLUMN recovery_code.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.recovery_code.account_id IS 'Personal data: the account.';

-- Name: COLUMN recovery_code.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.recovery_code.digest IS 'BLAKE2b-256 digest of the code (at least 112 random bits); the code itself is never stored.';

-- Name: COLUMN recovery_code.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.recovery_code.made_at IS 'When the account made it.';

-- Name: COLUMN recovery_code.used_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.recovery_code.used_at IS 'When it was used; null: it still works.';

-- Name: report_notification_id_seq; Type: SEQUENCE; Schema: core; Owner: -

ALTER TABLE core.report_notification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.report_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: reset_request; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.reset_request (
    id uuid NOT NULL,
    login text NOT NULL,
    at timestamp with time zone NOT NULL
);

-- Name: TABLE reset_request; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.reset_request IS 'Requests to reset a password, until the server''s periodic work has looked for the account, so that the answer to the request does not depend on it. Personal data. Kept for seconds. Read by the database functions alone.';

-- Name: COLUMN reset_request.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.reset_request.id IS 'Identifies the request.';

-- Name: COLUMN reset_request.login; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.reset_request.login IS 'Personal data: the name or address that was typed, folded.';

-- Name: COLUMN reset_request.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.reset_request.at IS 'When it was sent.';

-- Name: role; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.role (
    account_id uuid NOT NULL,
    site_id uuid,
    role text NOT NULL,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT core.now() NOT NULL,
    permissions text[],
    provider_id uuid,
    CONSTRAINT role_permissions_check CHECK ((permissions <@ '{cases,sanctions,appeals,jobs,articles,rules,settings,staff,audit}'::text[])),
    CONSTRAINT role_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'moderator'::text, 'admin'::text, 'auditor'::text])))
);

-- Name: TABLE role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.role IS 'Roles of accounts; an account without a row here is a reader. Personal data. Kept until the role is taken away. Public beside the account''s comments.';

-- Name: COLUMN role.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.account_id IS 'Personal data: the account that has the role.';

-- Name: COLUMN role.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.site_id IS 'The site where the role holds; null for all sites.';

-- Name: COLUMN role.role; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.role IS 'staff, moderator, admin or auditor (reads everything that a moderator does and changes nothing).';

-- Name: COLUMN role.granted_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.granted_by IS 'Personal data: account that gave the role; null for the operator.';

-- Name: COLUMN role.granted_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.granted_at IS 'When the role was given.';

-- Name: COLUMN role.permissions; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.permissions IS 'The areas of the desk in which the role holds; null: all areas of its role (core.role_permissions). Reading the desk needs none.';

-- Name: COLUMN role.provider_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.role.provider_id IS 'The provider whose tokens give the role; it ends when a token no longer does, and with the provider. Null: given by a person.';

-- Name: rule_set; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.rule_set (
    site_id uuid NOT NULL,
    version integer NOT NULL,
    document jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT rule_set_document_check CHECK ((jsonb_typeof(document) = 'object'::text))
);

-- Name: TABLE rule_set; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.rule_set IS 'Every version of a site''s rules. Personal data: the account that made a version. Kept for good. Read by moderators of the site and by the workers.';

-- Name: COLUMN rule_set.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.rule_set.site_id IS 'The site.';

-- Name: COLUMN rule_set.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.rule_set.version IS 'Number of this version; versions of a site count from 1.';

-- Name: COLUMN rule_set.document; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.rule_set.document IS 'The rules document as a JSON object; config/rules/ has examples.';

-- Name: COLUMN rule_set.made_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.rule_set.made_by IS 'Personal data: account that made this version; null for the operator. Kept for good.';

-- Name: COLUMN rule_set.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.rule_set.made_at IS 'When this version was made.';

-- Name: seal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.seal (
    number bigint NOT NULL,
    at bigint NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    key bytea NOT NULL,
    entries uuid[] NOT NULL,
    digests bytea[] NOT NULL,
    CONSTRAINT seal_check CHECK ((cardinality(digests) = cardinality(entries))),
    CONSTRAINT seal_entries_check CHECK ((cardinality(entries) > 0)),
    CONSTRAINT seal_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT seal_key_check CHECK ((length(key) = 32)),
    CONSTRAINT seal_number_check CHECK ((number > 0)),
    CONSTRAINT seal_previous_check CHECK ((length(previous) = 32)),
    CONSTRAINT seal_signature_check CHECK ((length(signature) = 64))
);

-- Name: TABLE seal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.seal IS 'The chain of seals over the audit: each one signs entries and the seal before it. No personal data. Kept for good. Read by the sealer and madang audit verify.';

-- Name: COLUMN seal.number; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.number IS 'Position in the chain, from 1.';

-- Name: COLUMN seal.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.at IS 'When it was made: microseconds since 1970 by the database''s clock.';

-- Name: COLUMN seal.previous; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.previous IS 'Hash of the seal before it; 32 zero bytes for the first.';

-- Name: COLUMN seal.hash; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.hash IS 'BLAKE2b-256 over previous, number, time, and id and digest of each entry (server/secret/seal.h).';

-- Name: COLUMN seal.signature; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.signature IS 'Ed25519 signature of the hash.';

-- Name: COLUMN seal.key; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.key IS 'The public key that verifies the signature.';

-- Name: COLUMN seal.entries; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.entries IS 'Ids of the sealed entries.';

-- Name: COLUMN seal.digests; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.seal.digests IS 'Digest of each entry, in the same order.';

-- Name: search_queue; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.search_queue (
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL
);

-- Name: TABLE search_queue; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.search_queue IS 'Comments whose text is new, changed or erased since the search last read it. No personal data. Kept for seconds, until search_fill takes them. Read by the database functions alone.';

-- Name: COLUMN search_queue.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_queue.article_id IS 'The article.';

-- Name: COLUMN search_queue.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_queue.comment_id IS 'The comment.';

-- Name: search_text; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.search_text (
    comment_id uuid NOT NULL,
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    text text NOT NULL
);

-- Name: TABLE search_text; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.search_text IS 'Texts of comments folded for the desk''s search. Personal data. Kept as long as the text of the comment; emptied when that is erased. Read by the database functions alone.';

-- Name: COLUMN search_text.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_text.comment_id IS 'The comment.';

-- Name: COLUMN search_text.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_text.article_id IS 'The article.';

-- Name: COLUMN search_text.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_text.site_id IS 'The site.';

-- Name: COLUMN search_text.text; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.search_text.text IS 'Personal data: the visible text as core.folded() gives it; empty once erased.';

-- Name: session_code; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.session_code (
    id uuid NOT NULL,
    code bytea NOT NULL,
    session_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_by uuid
);

-- Name: TABLE session_code; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.session_code IS 'One-time codes that open a session inside a frame. Personal data. Kept for an hour after expires_at, to recognize a replay, and no longer than the session. Read by the database functions alone.';

-- Name: COLUMN session_code.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session_code.id IS 'Identifies the write that made the code.';

-- Name: COLUMN session_code.code; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session_code.code IS 'BLAKE2b-256 digest of the code; the code itself is never stored.';

-- Name: COLUMN session_code.session_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session_code.session_id IS 'Personal data: the session that made the code.';

-- Name: COLUMN session_code.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session_code.expires_at IS 'When the code ends unused.';

-- Name: COLUMN session_code.used_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.session_code.used_by IS 'The session that the code opened; null: unused. Not a foreign key: that session may have ended.';

-- Name: sign_in_failures; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sign_in_failures (
    account_id uuid NOT NULL,
    failures integer NOT NULL,
    last_entry uuid NOT NULL
);

-- Name: TABLE sign_in_failures; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sign_in_failures IS 'Failed sign-ins of accounts in a row. Failures of unknown logins count for rows that belong to no account, so that they take as long. Personal data. Kept until the account proves itself by a sign-in, a second factor or a new password. Read by the operator.';

-- Name: COLUMN sign_in_failures.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_in_failures.account_id IS 'Personal data: the account, or one of 256 numbers that stand for unknown logins.';

-- Name: COLUMN sign_in_failures.failures; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_in_failures.failures IS 'How many failed since the last proof.';

-- Name: COLUMN sign_in_failures.last_entry; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_in_failures.last_entry IS 'Identifies the last failure, so that it counts once; it has the time.';

-- Name: sign_on_state; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sign_on_state (
    digest bytea NOT NULL,
    browser bytea NOT NULL,
    provider_id uuid NOT NULL,
    next text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

-- Name: TABLE sign_on_state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sign_on_state IS 'Sign-ins by OpenID Connect that have begun. No personal data. Kept until the answer of the provider arrives, at most ten minutes. Read by the database functions alone.';

-- Name: COLUMN sign_on_state.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.digest IS 'BLAKE2b-256 digest of the parameter state (RFC 6749 4.1.1).';

-- Name: COLUMN sign_on_state.browser; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.browser IS 'BLAKE2b-256 digest of the cookie of the browser that began it; the answer has to come from this browser.';

-- Name: COLUMN sign_on_state.provider_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.provider_id IS 'The provider that was asked.';

-- Name: COLUMN sign_on_state.next; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.next IS 'The page to go on to: a path of ours, or an address of one of the site''s origins.';

-- Name: COLUMN sign_on_state.begun_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.begun_at IS 'When it began.';

-- Name: COLUMN sign_on_state.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_state.expires_at IS 'When the answer comes too late.';

-- Name: sign_on_token; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sign_on_token (
    digest bytea NOT NULL,
    used_by uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

-- Name: TABLE sign_on_token; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sign_on_token IS 'Tokens of providers and challenges of passkeys that were used, so that none works twice. No personal data. Kept until the token would be refused as expired, at most a day. Read by the database functions alone.';

-- Name: COLUMN sign_on_token.digest; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_token.digest IS 'BLAKE2b-256 digest of issuer and jti, or of the signed part of a token without jti; or of a challenge.';

-- Name: COLUMN sign_on_token.used_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_token.used_by IS 'Identifies the write that used it.';

-- Name: COLUMN sign_on_token.expires_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sign_on_token.expires_at IS 'When the token is refused as expired, with every allowed difference of clocks.';

-- Name: signal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.signal (
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    id bigint NOT NULL,
    revision integer NOT NULL,
    rule text NOT NULL,
    reason text NOT NULL,
    outcome text NOT NULL,
    weight real NOT NULL,
    detail text,
    spans jsonb DEFAULT '[]'::jsonb NOT NULL,
    words text[],
    rules_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT signal_outcome_check CHECK ((outcome = ANY (ARRAY['flag'::text, 'hold'::text, 'reject'::text])))
);

-- Name: TABLE signal; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.signal IS 'Hits of rules on comments. Personal data: words that were found. Kept for good. Read by moderators of the site; the author sees rule and reason.';

-- Name: COLUMN signal.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.article_id IS 'The article.';

-- Name: COLUMN signal.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.comment_id IS 'The comment.';

-- Name: COLUMN signal.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.id IS 'Identifies the signal within the comment.';

-- Name: COLUMN signal.revision; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.revision IS 'Number of the text that the rule judged.';

-- Name: COLUMN signal.rule; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.rule IS 'Name of the rule; reports if readers'' reports held the comment.';

-- Name: COLUMN signal.reason; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.reason IS 'Code of the reason that the rule gives.';

-- Name: COLUMN signal.outcome; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.outcome IS 'flag (a moderator should look), hold (not visible until a moderator decides) or reject.';

-- Name: COLUMN signal.weight; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.weight IS 'Points that the hit adds to the case''s priority.';

-- Name: COLUMN signal.detail; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.detail IS 'Personal data: the rule''s explanation for moderators; may quote the text. Null if none. Kept for good.';

-- Name: COLUMN signal.spans; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.spans IS 'Places of the hit in the author''s Markdown: byte offsets as a JSON list.';

-- Name: COLUMN signal.words; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.words IS 'Personal data: entries of a word list that were found in the text; null for other rules. Kept for good.';

-- Name: COLUMN signal.rules_version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.rules_version IS 'Version of the rules that judged.';

-- Name: COLUMN signal.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signal.at IS 'When the rule hit.';

-- Name: signal_id_seq; Type: SEQUENCE; Schema: core; Owner: -

ALTER TABLE core.signal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.signal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: signature; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.signature (
    site_id uuid NOT NULL,
    band bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL
);

-- Name: TABLE signature; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.signature IS 'Bands of the minhash of recent texts; two texts with an equal band are similar. No personal data beyond the comment''s id. Kept for a day, or for the `within` seconds of the rule repetition if these are more. Read by the database functions alone.';

-- Name: COLUMN signature.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signature.site_id IS 'The site.';

-- Name: COLUMN signature.band; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signature.band IS 'One band of the text''s minhash.';

-- Name: COLUMN signature.at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signature.at IS 'When the text was written.';

-- Name: COLUMN signature.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signature.article_id IS 'The article.';

-- Name: COLUMN signature.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.signature.comment_id IS 'The comment.';

-- Name: site_settings; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.site_settings (
    site_id uuid NOT NULL,
    version integer NOT NULL,
    settings jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT site_settings_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text))
);

-- Name: TABLE site_settings; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.site_settings IS 'Every version of a site''s settings. Personal data: the account that made a version. Kept for good. Read by moderators of the site.';

-- Name: COLUMN site_settings.site_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site_settings.site_id IS 'The site.';

-- Name: COLUMN site_settings.version; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site_settings.version IS 'Number of this version; versions of a site count from 1.';

-- Name: COLUMN site_settings.settings; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site_settings.settings IS 'The settings as a JSON object.';

-- Name: COLUMN site_settings.made_by; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site_settings.made_by IS 'Personal data: account that made this version; null for the operator. Kept for good.';

-- Name: COLUMN site_settings.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.site_settings.made_at IS 'When this version was made.';

-- Name: sweep_state; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.sweep_state (
    one boolean DEFAULT true NOT NULL,
    last_at timestamp with time zone NOT NULL,
    doubt text,
    doubt_at timestamp with time zone,
    accepted integer DEFAULT 0 NOT NULL,
    CONSTRAINT sweep_state_check CHECK (((doubt IS NULL) = (doubt_at IS NULL))),
    CONSTRAINT sweep_state_one_check CHECK (one)
);

-- Name: TABLE sweep_state; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.sweep_state IS 'When the last sweep ran and whether the database''s clock is trusted; one row. No personal data. Kept for good. Read by the database functions and the operator.';

-- Name: COLUMN sweep_state.one; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sweep_state.one IS 'Always true: the table has one row.';

-- Name: COLUMN sweep_state.last_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sweep_state.last_at IS 'When the last sweep ran.';

-- Name: COLUMN sweep_state.doubt; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sweep_state.doubt IS 'Why the clock is doubted, so that nothing is deleted by time; null while it is trusted.';

-- Name: COLUMN sweep_state.doubt_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sweep_state.doubt_at IS 'When the doubt began; null while the clock is trusted.';

-- Name: COLUMN sweep_state.accepted; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.sweep_state.accepted IS 'How often an operator accepted the clock (madang check --accept-clock).';

-- Name: totp; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.totp (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    secret bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint
);

-- Name: TABLE totp; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.totp IS 'Secrets that an account shares with an authenticator app. Personal data. Kept for an hour without confirmed_at, and with it until the account replaces or removes it. Read by the worker, which compares codes; the app gets the secret once.';

-- Name: COLUMN totp.id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.id IS 'Identifies the write that began it.';

-- Name: COLUMN totp.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.account_id IS 'Personal data: the account.';

-- Name: COLUMN totp.secret; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.secret IS 'Personal data: a byte, then the secret: 0 as it is, 1 encrypted by the worker with accounts.factor_key (server/secret/totp.h).';

-- Name: COLUMN totp.made_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.made_at IS 'When its account began to set it up.';

-- Name: COLUMN totp.confirmed_at; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.confirmed_at IS 'When a code of the app confirmed it; null: it counts for nothing yet.';

-- Name: COLUMN totp.last_step; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.totp.last_step IS 'The time step of the last accepted code. Codes of this step and of earlier ones are refused.';

-- Name: vote; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.vote (
    article_id uuid NOT NULL,
    account_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    value smallint NOT NULL,
    CONSTRAINT vote_value_check CHECK ((value = ANY (ARRAY['-1'::integer, 1])))
);

-- Name: TABLE vote; Type: COMMENT; Schema: core; Owner: -

COMMENT ON TABLE core.vote IS 'Readers'' votes on comments. Personal data. Kept until the reader takes the vote back. Read by the reader alone; others see the counts.';

-- Name: COLUMN vote.article_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.vote.article_id IS 'The article.';

-- Name: COLUMN vote.account_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.vote.account_id IS 'Personal data: the reader who voted.';

-- Name: COLUMN vote.comment_id; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.vote.comment_id IS 'The comment.';

-- Name: COLUMN vote.value; Type: COMMENT; Schema: core; Owner: -

COMMENT ON COLUMN core.vote.value IS '1 for up, -1 for down.';

-- Name: account_name account_name_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_name
    ADD CONSTRAINT account_name_pkey PRIMARY KEY (id);

-- Name: account_network account_network_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_network
    ADD CONSTRAINT account_network_pkey PRIMARY KEY (account_id, network);

-- Name: account_note account_note_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_note
    ADD CONSTRAINT account_note_pkey PRIMARY KEY (id);

-- Name: account account_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

-- Name: account account_skeleton_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_skeleton_key UNIQUE (skeleton);

-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);

-- Name: api_token api_token_token_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.api_token
    ADD CONSTRAINT api_token_token_key UNIQUE (token);

-- Name: appeal appeal_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.appeal
    ADD CONSTRAINT appeal_pkey PRIMARY KEY (id);

-- Name: appeal appeal_subject_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.appeal
    ADD CONSTRAINT appeal_subject_key UNIQUE (subject);

-- Name: article_duplicate article_duplicate_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_duplicate
    ADD CONSTRAINT article_duplicate_pkey PRIMARY KEY (article_id, url);

-- Name: article_moved article_moved_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_moved
    ADD CONSTRAINT article_moved_pkey PRIMARY KEY (id);

-- Name: article_moved article_moved_site_id_key_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_moved
    ADD CONSTRAINT article_moved_site_id_key_key UNIQUE (site_id, key);

-- Name: article article_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (id);

-- Name: article article_site_id_key_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article
    ADD CONSTRAINT article_site_id_key_key UNIQUE (site_id, key);

-- Name: article_url article_url_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_url
    ADD CONSTRAINT article_url_pkey PRIMARY KEY (site_id, url);

-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

-- Name: audit_private audit_private_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.audit_private
    ADD CONSTRAINT audit_private_pkey PRIMARY KEY (entry);

-- Name: audit audit_seq; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.audit
    ADD CONSTRAINT audit_seq UNIQUE (seq);

-- Name: audit_unsealed audit_unsealed_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (entry);

-- Name: case_file case_file_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (comment_id);

-- Name: case_skip case_skip_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.case_skip
    ADD CONSTRAINT case_skip_pkey PRIMARY KEY (id);

-- Name: comment comment_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (article_id, id);

-- Name: comment_revision comment_revision_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.comment_revision
    ADD CONSTRAINT comment_revision_pkey PRIMARY KEY (article_id, comment_id, revision);

-- Name: decision decision_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

-- Name: digest digest_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (account_id);

-- Name: email_change email_change_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.email_change
    ADD CONSTRAINT email_change_pkey PRIMARY KEY (account_id);

-- Name: epoch epoch_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.epoch
    ADD CONSTRAINT epoch_pkey PRIMARY KEY (one);

-- Name: first_sight first_sight_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.first_sight
    ADD CONSTRAINT first_sight_pkey PRIMARY KEY (article_id);

-- Name: follow follow_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.follow
    ADD CONSTRAINT follow_pkey PRIMARY KEY (article_id, account_id);

-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account_id, key);

-- Name: identity identity_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (issuer, subject);

-- Name: illegal_notice illegal_notice_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.illegal_notice
    ADD CONSTRAINT illegal_notice_pkey PRIMARY KEY (id);

-- Name: illegal_notice illegal_notice_reference_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.illegal_notice
    ADD CONSTRAINT illegal_notice_reference_key UNIQUE (reference);

-- Name: illegal_private illegal_private_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.illegal_private
    ADD CONSTRAINT illegal_private_pkey PRIMARY KEY (illegal_id);

-- Name: job job_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

-- Name: journal journal_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (article_id, version, seq);

-- Name: known_device known_device_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.known_device
    ADD CONSTRAINT known_device_pkey PRIMARY KEY (account_id, mark);

-- Name: mail_total mail_total_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.mail_total
    ADD CONSTRAINT mail_total_pkey PRIMARY KEY (result);

-- Name: mute mute_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.mute
    ADD CONSTRAINT mute_pkey PRIMARY KEY (account_id, muted_id);

-- Name: name_report name_report_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.name_report
    ADD CONSTRAINT name_report_pkey PRIMARY KEY (id);

-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

-- Name: notification notification_comment_id_account_id_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.notification
    ADD CONSTRAINT notification_comment_id_account_id_key UNIQUE (comment_id, account_id);

-- Name: notification notification_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);

-- Name: notification_task notification_task_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.notification_task
    ADD CONSTRAINT notification_task_pkey PRIMARY KEY (id);

-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

-- Name: passkey passkey_credential_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.passkey
    ADD CONSTRAINT passkey_credential_key UNIQUE (credential);

-- Name: passkey passkey_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);

-- Name: provider provider_issuer_audience_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.provider
    ADD CONSTRAINT provider_issuer_audience_key UNIQUE (issuer, audience);

-- Name: provider provider_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (id);

-- Name: provider provider_site_id_name_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.provider
    ADD CONSTRAINT provider_site_id_name_key UNIQUE (site_id, name);

-- Name: pseudonym pseudonym_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.pseudonym
    ADD CONSTRAINT pseudonym_pkey PRIMARY KEY (site_id, account_id);

-- Name: pseudonym pseudonym_site_id_number_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.pseudonym
    ADD CONSTRAINT pseudonym_site_id_number_key UNIQUE (site_id, number);

-- Name: recovery_code recovery_code_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, digest);

-- Name: report_notification report_notification_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.report_notification
    ADD CONSTRAINT report_notification_pkey PRIMARY KEY (id);

-- Name: report report_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (article_id, comment_id, revision, reporter_id, reason);

-- Name: reset_request reset_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.reset_request
    ADD CONSTRAINT reset_request_pkey PRIMARY KEY (id);

-- Name: role role_account_id_site_id_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_account_id_site_id_key UNIQUE NULLS NOT DISTINCT (account_id, site_id);

-- Name: role_offer role_offer_account_id_site_id_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role_offer
    ADD CONSTRAINT role_offer_account_id_site_id_key UNIQUE NULLS NOT DISTINCT (account_id, site_id);

-- Name: role_offer role_offer_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role_offer
    ADD CONSTRAINT role_offer_pkey PRIMARY KEY (id);

-- Name: rule_set rule_set_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.rule_set
    ADD CONSTRAINT rule_set_pkey PRIMARY KEY (site_id, version);

-- Name: sanction sanction_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sanction
    ADD CONSTRAINT sanction_pkey PRIMARY KEY (id);

-- Name: sanction_span sanction_span_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sanction_span
    ADD CONSTRAINT sanction_span_pkey PRIMARY KEY (sanction_id);

-- Name: seal seal_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (number);

-- Name: search_text search_text_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.search_text
    ADD CONSTRAINT search_text_pkey PRIMARY KEY (comment_id);

-- Name: session_code session_code_code_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session_code
    ADD CONSTRAINT session_code_code_key UNIQUE (code);

-- Name: session_code session_code_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session_code
    ADD CONSTRAINT session_code_pkey PRIMARY KEY (id);

-- Name: session session_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

-- Name: session session_token_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_token_key UNIQUE (token);

-- Name: sign_in_failures sign_in_failures_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sign_in_failures
    ADD CONSTRAINT sign_in_failures_pkey PRIMARY KEY (account_id);

-- Name: sign_on_state sign_on_state_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sign_on_state
    ADD CONSTRAINT sign_on_state_pkey PRIMARY KEY (digest);

-- Name: sign_on_token sign_on_token_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sign_on_token
    ADD CONSTRAINT sign_on_token_pkey PRIMARY KEY (digest);

-- Name: signal signal_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.signal
    ADD CONSTRAINT signal_pkey PRIMARY KEY (article_id, comment_id, id);

-- Name: site site_key_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site
    ADD CONSTRAINT site_key_key UNIQUE (key);

-- Name: site site_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site
    ADD CONSTRAINT site_pkey PRIMARY KEY (id);

-- Name: site_settings site_settings_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_settings
    ADD CONSTRAINT site_settings_pkey PRIMARY KEY (site_id, version);

-- Name: sweep_state sweep_state_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sweep_state
    ADD CONSTRAINT sweep_state_pkey PRIMARY KEY (one);

-- Name: token token_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (digest);

-- Name: totp totp_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.totp
    ADD CONSTRAINT totp_pkey PRIMARY KEY (id);

-- Name: vote vote_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.vote
    ADD CONSTRAINT vote_pkey PRIMARY KEY (article_id, account_id, comment_id);

-- Name: account_email; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX account_email ON core.account USING btree (lower(email)) WHERE email_verified;

-- Name: account_mention; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_mention ON core.account USING btree (lower(replace(username, ' '::text, ''::text)), id);

-- Name: account_name_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_name_account ON core.account_name USING btree (account_id, id);

-- Name: account_name_mention; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_name_mention ON core.account_name USING btree (lower(replace(username, ' '::text, ''::text)), id);

-- Name: account_name_shown; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_name_shown ON core.account_name USING btree (shown_at);

-- Name: account_name_skeleton; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_name_skeleton ON core.account_name USING btree (skeleton);

-- Name: account_network_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_network_at ON core.account_network USING btree (last_at);

-- Name: account_network_network; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_network_network ON core.account_network USING btree (network, account_id);

-- Name: account_note_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_note_account ON core.account_note USING btree (account_id, id);

-- Name: account_words; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_words ON core.account USING gin (core.folded(username) ext.gin_trgm_ops);

-- Name: api_token_site; Type: INDEX; Schema: core; Owner: -

CREATE INDEX api_token_site ON core.api_token USING btree (site_id, id);

-- Name: appeal_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX appeal_account ON core.appeal USING btree (account_id, id);

-- Name: appeal_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX appeal_comment ON core.appeal USING btree (comment_id) WHERE (comment_id IS NOT NULL);

-- Name: appeal_entry; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX appeal_entry ON core.appeal USING btree (decided_entry) WHERE (decided_entry IS NOT NULL);

-- Name: appeal_open; Type: INDEX; Schema: core; Owner: -

CREATE INDEX appeal_open ON core.appeal USING btree (id) WHERE (state = 'open'::text);

-- Name: appeal_sanction; Type: INDEX; Schema: core; Owner: -

CREATE INDEX appeal_sanction ON core.appeal USING btree (sanction_id) WHERE (sanction_id IS NOT NULL);

-- Name: article_closes; Type: INDEX; Schema: core; Owner: -

CREATE INDEX article_closes ON core.article USING btree (LEAST(closes_at, silence_check_at)) WHERE (((closes_at IS NOT NULL) OR (silence_check_at IS NOT NULL)) AND (state = ANY (ARRAY['open'::text, 'premoderated'::text])));

-- Name: article_moved_article; Type: INDEX; Schema: core; Owner: -

CREATE INDEX article_moved_article ON core.article_moved USING btree (article_id);

-- Name: article_url_article; Type: INDEX; Schema: core; Owner: -

CREATE INDEX article_url_article ON core.article_url USING btree (article_id);

-- Name: audit_action; Type: INDEX; Schema: core; Owner: -

CREATE INDEX audit_action ON core.audit USING btree (action, seq);

-- Name: audit_actor; Type: INDEX; Schema: core; Owner: -

CREATE INDEX audit_actor ON core.audit USING btree (actor_id, seq);

-- Name: audit_bounded; Type: INDEX; Schema: core; Owner: -

CREATE INDEX audit_bounded ON core.audit USING btree (actor_id, action, id) WHERE (action = ANY (ARRAY['refused'::text, 'sign_in_failed'::text]));

-- Name: audit_object; Type: INDEX; Schema: core; Owner: -

CREATE INDEX audit_object ON core.audit USING btree (object_id, seq);

-- Name: case_alike; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_alike ON core.case_file USING btree (site_id, alike) WHERE ((alike IS NOT NULL) AND (withdrawn_at IS NULL));

-- Name: case_appealed; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_appealed ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND appealed);

-- Name: case_article; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_article ON core.case_file USING btree (article_id, priority, comment_id) WHERE (state = 'open'::text);

-- Name: case_escalated; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_escalated ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND escalated);

-- Name: case_held; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_held ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND held);

-- Name: case_hold_ends; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_hold_ends ON core.case_file USING btree (hold_ends) WHERE (hold_ends IS NOT NULL);

-- Name: case_illegal; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_illegal ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND illegal);

-- Name: case_mine; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_mine ON core.case_file USING btree (claimed_by, priority, comment_id) WHERE ((state = 'open'::text) AND (claimed_by IS NOT NULL));

-- Name: case_open; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_open ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL));

-- Name: case_opened; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_opened ON core.case_file USING btree (opened_at) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL));

-- Name: case_proposed; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_proposed ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND (proposal IS NOT NULL));

-- Name: case_reported; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_reported ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND reported);

-- Name: case_skip_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_skip_at ON core.case_skip USING btree (at);

-- Name: case_skip_waiting; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX case_skip_waiting ON core.case_skip USING btree (account_id, comment_id) WHERE (back_at IS NULL);

-- Name: case_suspect; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_suspect ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND suspect);

-- Name: case_withdrawn; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_withdrawn ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NOT NULL));

-- Name: case_withdrawn_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_withdrawn_at ON core.case_file USING btree (withdrawn_at) WHERE ((state = 'open'::text) AND (withdrawn_at IS NOT NULL));

-- Name: comment_author; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_author ON core.comment USING btree (author_id, state, id);

-- Name: comment_best; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_best ON core.comment USING btree (article_id, parent_id, rank_best, id) WHERE visible;

-- Name: comment_id; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_id ON core.comment USING btree (id);

-- Name: comment_kept; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_kept ON core.comment USING btree (COALESCE(state_changed_at, created_at)) WHERE ((state = ANY (ARRAY['rejected'::text, 'withdrawn'::text])) AND (text_erased_at IS NULL));

-- Name: comment_newest; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_newest ON core.comment USING btree (article_id, parent_id, id) WHERE visible;

-- Name: comment_replies; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_replies ON core.comment USING btree (article_id, parent_id, reply_count, id) WHERE visible;

-- Name: comment_state; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_state ON core.comment USING btree (state, id) WHERE (state <> 'published'::text);

-- Name: comment_unseen; Type: INDEX; Schema: core; Owner: -

CREATE INDEX comment_unseen ON core.comment USING btree (article_id, author_id, id) WHERE (state = ANY (ARRAY['held'::text, 'rejected'::text]));

-- Name: decision_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_at ON core.decision USING btree (at);

-- Name: decision_author; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_author ON core.decision USING btree (author_id, id);

-- Name: decision_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_comment ON core.decision USING btree (comment_id, id);

-- Name: decision_job; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_job ON core.decision USING btree (job_id, id) WHERE (job_id IS NOT NULL);

-- Name: decision_job_author; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_job_author ON core.decision USING btree (job_id, author_id) WHERE (job_id IS NOT NULL);

-- Name: decision_moderator; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_moderator ON core.decision USING btree (moderator_id, id);

-- Name: decision_reason; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_reason ON core.decision USING btree (reason, comment_id) WHERE (reason IS NOT NULL);

-- Name: decision_sanction; Type: INDEX; Schema: core; Owner: -

CREATE INDEX decision_sanction ON core.decision USING btree (sanction_id, id) WHERE (sanction_id IS NOT NULL);

-- Name: digest_due; Type: INDEX; Schema: core; Owner: -

CREATE INDEX digest_due ON core.digest USING btree (due_at);

-- Name: email_change_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX email_change_at ON core.email_change USING btree (at);

-- Name: first_sight_due; Type: INDEX; Schema: core; Owner: -

CREATE INDEX first_sight_due ON core.first_sight USING btree (at);

-- Name: first_sight_site; Type: INDEX; Schema: core; Owner: -

CREATE INDEX first_sight_site ON core.first_sight USING btree (site_id, at);

-- Name: follow_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX follow_account ON core.follow USING btree (account_id, article_id) WHERE follows;

-- Name: follow_due; Type: INDEX; Schema: core; Owner: -

CREATE INDEX follow_due ON core.follow USING btree (article_id, account_id) WHERE (follows AND (NOT waiting));

-- Name: idempotency_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX idempotency_at ON core.idempotency USING btree (at);

-- Name: idempotency_session; Type: INDEX; Schema: core; Owner: -

CREATE INDEX idempotency_session ON core.idempotency USING btree (key) WHERE (operation = 'session_end'::text);

-- Name: identity_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX identity_account ON core.identity USING btree (account_id);

-- Name: identity_provider; Type: INDEX; Schema: core; Owner: -

CREATE INDEX identity_provider ON core.identity USING btree (provider_id);

-- Name: illegal_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX illegal_comment ON core.illegal_notice USING btree (comment_id, id);

-- Name: illegal_open; Type: INDEX; Schema: core; Owner: -

CREATE INDEX illegal_open ON core.illegal_notice USING btree (made_at) WHERE (state = 'open'::text);

-- Name: job_unfinished; Type: INDEX; Schema: core; Owner: -

CREATE INDEX job_unfinished ON core.job USING btree (made_at) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));

-- Name: journal_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX journal_at ON core.journal USING btree (at);

-- Name: known_device_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX known_device_at ON core.known_device USING btree (last_at);

-- Name: name_report_answered; Type: INDEX; Schema: core; Owner: -

CREATE INDEX name_report_answered ON core.name_report USING btree (answered_at);

-- Name: name_report_entry; Type: INDEX; Schema: core; Owner: -

CREATE INDEX name_report_entry ON core.name_report USING btree (entry);

-- Name: name_report_once; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX name_report_once ON core.name_report USING btree (account_id, name, reporter_id);

-- Name: name_report_open; Type: INDEX; Schema: core; Owner: -

CREATE INDEX name_report_open ON core.name_report USING btree (id) WHERE (answered_at IS NULL);

-- Name: notice_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notice_account ON core.notice USING btree (account_id, id);

-- Name: notice_unread; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notice_unread ON core.notice USING btree (account_id) WHERE (read_at IS NULL);

-- Name: notification_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notification_account ON core.notification USING btree (account_id, id);

-- Name: notification_article; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notification_article ON core.notification USING btree (account_id, article_id, id) WHERE (read_at IS NULL);

-- Name: notification_created; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notification_created ON core.notification USING btree (created_at);

-- Name: notification_unread; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notification_unread ON core.notification USING btree (account_id, id) WHERE (read_at IS NULL);

-- Name: outbox_created; Type: INDEX; Schema: core; Owner: -

CREATE INDEX outbox_created ON core.outbox USING btree (created_at);

-- Name: outbox_due; Type: INDEX; Schema: core; Owner: -

CREATE INDEX outbox_due ON core.outbox USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sending'::text, 'unknown'::text]));

-- Name: outbox_illegal; Type: INDEX; Schema: core; Owner: -

CREATE INDEX outbox_illegal ON core.outbox USING btree (illegal_id) WHERE (illegal_id IS NOT NULL);

-- Name: passkey_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX passkey_account ON core.passkey USING btree (account_id, id);

-- Name: provider_oidc_name; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX provider_oidc_name ON core.provider USING btree (name) WHERE (kind = 'oidc'::text);

-- Name: report_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_at ON core.report USING btree (at);

-- Name: report_notification_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_notification_comment ON core.report_notification USING btree (comment_id);

-- Name: report_notification_decision; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_notification_decision ON core.report_notification USING btree (decision_id);

-- Name: report_notification_next; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_notification_next ON core.report_notification USING btree (last_sent_at, id);

-- Name: report_outcome; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_outcome ON core.report USING btree (reporter_id, at) INCLUDE (upheld) WHERE ((upheld IS NOT NULL) AND (weight > (0)::double precision));

-- Name: report_reason; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_reason ON core.report USING btree (reason, comment_id);

-- Name: report_reporter; Type: INDEX; Schema: core; Owner: -

CREATE INDEX report_reporter ON core.report USING btree (article_id, reporter_id, comment_id);

-- Name: revision_kept; Type: INDEX; Schema: core; Owner: -

CREATE INDEX revision_kept ON core.comment_revision USING btree (made_at) WHERE (text_erased_at IS NULL);

-- Name: role_offer_address; Type: INDEX; Schema: core; Owner: -

CREATE INDEX role_offer_address ON core.role_offer USING btree (address) WHERE (address IS NOT NULL);

-- Name: role_offer_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX role_offer_at ON core.role_offer USING btree (offered_at);

-- Name: role_provider; Type: INDEX; Schema: core; Owner: -

CREATE INDEX role_provider ON core.role USING btree (provider_id) WHERE (provider_id IS NOT NULL);

-- Name: sanction_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sanction_account ON core.sanction USING btree (account_id, id);

-- Name: sanction_live; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sanction_live ON core.sanction USING btree (account_id) WHERE (lifted_at IS NULL);

-- Name: sanction_reason; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sanction_reason ON core.sanction USING btree (reason, account_id);

-- Name: search_article; Type: INDEX; Schema: core; Owner: -

CREATE INDEX search_article ON core.search_text USING btree (article_id, comment_id);

-- Name: search_site; Type: INDEX; Schema: core; Owner: -

CREATE INDEX search_site ON core.search_text USING btree (site_id, comment_id);

-- Name: search_words; Type: INDEX; Schema: core; Owner: -

CREATE INDEX search_words ON core.search_text USING gin (text ext.gin_trgm_ops);

-- Name: session_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_account ON core.session USING btree (account_id, id);

-- Name: session_code_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_code_expires ON core.session_code USING btree (expires_at);

-- Name: session_code_session; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_code_session ON core.session_code USING btree (session_id);

-- Name: session_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_expires ON core.session USING btree (expires_at);

-- Name: session_network; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_network ON core.session USING btree (network, account_id) WHERE (network IS NOT NULL);

-- Name: session_parent; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_parent ON core.session USING btree (parent_id) WHERE (parent_id IS NOT NULL);

-- Name: session_provider; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_provider ON core.session USING btree (provider_id, provider_sid) WHERE (provider_id IS NOT NULL);

-- Name: sign_on_state_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sign_on_state_expires ON core.sign_on_state USING btree (expires_at);

-- Name: sign_on_state_provider; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sign_on_state_provider ON core.sign_on_state USING btree (provider_id);

-- Name: sign_on_token_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX sign_on_token_expires ON core.sign_on_token USING btree (expires_at);

-- Name: signal_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signal_at ON core.signal USING btree (at) WHERE (outcome = ANY (ARRAY['hold'::text, 'reject'::text]));

-- Name: signal_reason; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signal_reason ON core.signal USING btree (reason, comment_id);

-- Name: signal_restricts; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signal_restricts ON core.signal USING btree (comment_id, revision) WHERE (outcome = ANY (ARRAY['hold'::text, 'reject'::text]));

-- Name: signal_rule; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signal_rule ON core.signal USING btree (rule, comment_id);

-- Name: signal_when; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signal_when ON core.signal USING btree (at);

-- Name: signature_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signature_at ON core.signature USING btree (at);

-- Name: signature_band; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signature_band ON core.signature USING btree (site_id, band, at);

-- Name: signature_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX signature_comment ON core.signature USING btree (article_id, comment_id);

-- Name: span_unfinished; Type: INDEX; Schema: core; Owner: -

CREATE INDEX span_unfinished ON core.sanction_span USING btree (sanction_id) WHERE (state = ANY (ARRAY['rejecting'::text, 'restoring'::text]));

-- Name: token_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX token_account ON core.token USING btree (account_id, purpose);

-- Name: token_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX token_expires ON core.token USING btree (expires_at);

-- Name: totp_begun; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX totp_begun ON core.totp USING btree (account_id) WHERE (confirmed_at IS NULL);

-- Name: totp_confirmed; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX totp_confirmed ON core.totp USING btree (account_id) WHERE (confirmed_at IS NOT NULL);

-- Name: totp_made; Type: INDEX; Schema: core; Owner: -

CREATE INDEX totp_made ON core.totp USING btree (made_at) WHERE (confirmed_at IS NULL);

-- Name: appeal appeal_independent; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER appeal_independent BEFORE UPDATE ON core.appeal FOR EACH ROW EXECUTE FUNCTION core.appeal_independent();

-- Name: audit_private erase_audited; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER erase_audited BEFORE DELETE ON core.audit_private FOR EACH ROW EXECUTE FUNCTION core.audit_private_erased();

-- Name: audit immutable; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON core.audit FOR EACH ROW EXECUTE FUNCTION core.audit_immutable();

-- Name: audit_private immutable; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER immutable BEFORE UPDATE ON core.audit_private FOR EACH ROW EXECUTE FUNCTION core.audit_immutable();

-- Name: seal immutable; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON core.seal FOR EACH ROW EXECUTE FUNCTION core.audit_immutable();

-- Name: audit no_truncate; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON core.audit FOR EACH STATEMENT EXECUTE FUNCTION core.audit_immutable();

-- Name: audit_private no_truncate; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON core.audit_private FOR EACH STATEMENT EXECUTE FUNCTION core.audit_immutable();

-- Name: seal no_truncate; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON core.seal FOR EACH STATEMENT EXECUTE FUNCTION core.audit_immutable();

-- Name: comment search_enqueue; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER search_enqueue AFTER INSERT OR UPDATE OF body ON core.comment FOR EACH ROW EXECUTE FUNCTION core.search_enqueue();

-- Name: site settings_version_add; Type: TRIGGER; Schema: core; Owner: -

CREATE TRIGGER settings_version_add BEFORE UPDATE OF settings ON core.site FOR EACH ROW WHEN ((new.settings IS DISTINCT FROM old.settings)) EXECUTE FUNCTION core.settings_version_add();

-- Name: account_name account_name_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_name
    ADD CONSTRAINT account_name_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: account_network account_network_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_network
    ADD CONSTRAINT account_network_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: api_token api_token_made_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.api_token
    ADD CONSTRAINT api_token_made_by_fkey FOREIGN KEY (made_by) REFERENCES core.account(id);

-- Name: api_token api_token_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.api_token
    ADD CONSTRAINT api_token_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: article_duplicate article_duplicate_article_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_duplicate
    ADD CONSTRAINT article_duplicate_article_id_fkey FOREIGN KEY (article_id) REFERENCES core.article(id);

-- Name: article_moved article_moved_article_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_moved
    ADD CONSTRAINT article_moved_article_id_fkey FOREIGN KEY (article_id) REFERENCES core.article(id);

-- Name: article_moved article_moved_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_moved
    ADD CONSTRAINT article_moved_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: article article_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article
    ADD CONSTRAINT article_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: article_url article_url_article_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.article_url
    ADD CONSTRAINT article_url_article_id_fkey FOREIGN KEY (article_id) REFERENCES core.article(id);

-- Name: email_change email_change_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.email_change
    ADD CONSTRAINT email_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: first_sight first_sight_article_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.first_sight
    ADD CONSTRAINT first_sight_article_id_fkey FOREIGN KEY (article_id) REFERENCES core.article(id);

-- Name: first_sight first_sight_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.first_sight
    ADD CONSTRAINT first_sight_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: identity identity_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.identity
    ADD CONSTRAINT identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: identity identity_provider_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.identity
    ADD CONSTRAINT identity_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES core.provider(id) ON DELETE SET NULL;

-- Name: illegal_private illegal_private_illegal_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.illegal_private
    ADD CONSTRAINT illegal_private_illegal_id_fkey FOREIGN KEY (illegal_id) REFERENCES core.illegal_notice(id);

-- Name: known_device known_device_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.known_device
    ADD CONSTRAINT known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: name_report name_report_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.name_report
    ADD CONSTRAINT name_report_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: passkey passkey_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.passkey
    ADD CONSTRAINT passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: provider provider_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.provider
    ADD CONSTRAINT provider_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: recovery_code recovery_code_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: role role_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: role_offer role_offer_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role_offer
    ADD CONSTRAINT role_offer_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: role_offer role_offer_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role_offer
    ADD CONSTRAINT role_offer_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: role role_provider_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES core.provider(id) ON DELETE CASCADE;

-- Name: role role_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: rule_set rule_set_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.rule_set
    ADD CONSTRAINT rule_set_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: sanction sanction_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sanction
    ADD CONSTRAINT sanction_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: sanction sanction_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sanction
    ADD CONSTRAINT sanction_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: session session_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: session_code session_code_session_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session_code
    ADD CONSTRAINT session_code_session_id_fkey FOREIGN KEY (session_id) REFERENCES core.session(id) ON DELETE CASCADE;

-- Name: session session_parent_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES core.session(id) ON DELETE CASCADE;

-- Name: session session_provider_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES core.provider(id) ON DELETE SET NULL;

-- Name: sign_on_state sign_on_state_provider_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sign_on_state
    ADD CONSTRAINT sign_on_state_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES core.provider(id) ON DELETE CASCADE;

-- Name: site_settings site_settings_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_settings
    ADD CONSTRAINT site_settings_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: totp totp_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.totp
    ADD CONSTRAINT totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

-- Name: SCHEMA api_1; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA api_1 TO madang_app;
GRANT USAGE ON SCHEMA api_1 TO madang_courier;

-- Name: FUNCTION account_change(p_viewer bytea, p_id uuid, p_name text, p_skeleton text, p_name_wait integer, p_hash text, p_email text, p_mail boolean, p_language text, p_terms text, p_choices json, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_change(p_viewer bytea, p_id uuid, p_name text, p_skeleton text, p_name_wait integer, p_hash text, p_email text, p_mail boolean, p_language text, p_terms text, p_choices json, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_change(p_viewer bytea, p_id uuid, p_name text, p_skeleton text, p_name_wait integer, p_hash text, p_email text, p_mail boolean, p_language text, p_terms text, p_choices json, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_comments(p_viewer bytea, p_account uuid, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_comments(p_viewer bytea, p_account uuid, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_comments(p_viewer bytea, p_account uuid, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_language text, p_mail boolean, p_device bytea, p_terms text, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_language text, p_mail boolean, p_device bytea, p_terms text, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_language text, p_mail boolean, p_device bytea, p_terms text, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_get(p_viewer bytea, p_name_wait integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_get(p_viewer bytea, p_name_wait integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_get(p_viewer bytea, p_name_wait integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_page(p_viewer bytea, p_name_wait integer, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_page(p_viewer bytea, p_name_wait integer, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_page(p_viewer bytea, p_name_wait integer, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_secret(p_login text, p_device bytea, p_network text, OUT outcome text, OUT account uuid, OUT hash text, OUT place text, OUT refused boolean); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_secret(p_login text, p_device bytea, p_network text, OUT outcome text, OUT account uuid, OUT hash text, OUT place text, OUT refused boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_secret(p_login text, p_device bytea, p_network text, OUT outcome text, OUT account uuid, OUT hash text, OUT place text, OUT refused boolean) TO madang_app;

-- Name: FUNCTION api_token_end(p_viewer bytea, p_site text, p_token uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.api_token_end(p_viewer bytea, p_site text, p_token uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.api_token_end(p_viewer bytea, p_site text, p_token uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION api_token_make(p_viewer bytea, p_site text, p_name text, p_scopes text, p_days integer, p_token bytea, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.api_token_make(p_viewer bytea, p_site text, p_name text, p_scopes text, p_days integer, p_token bytea, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.api_token_make(p_viewer bytea, p_site text, p_name text, p_scopes text, p_days integer, p_token bytea, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_check(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_check(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_check(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_undo(p_viewer bytea, p_appeal uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_undo(p_viewer bytea, p_appeal uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_undo(p_viewer bytea, p_appeal uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_desk(p_viewer bytea, p_article uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_first_sight(p_article uuid, p_site text, p_origin text, p_url text, p_title text, p_day_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_first_sight(p_article uuid, p_site text, p_origin text, p_url text, p_title text, p_day_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_first_sight(p_article uuid, p_site text, p_origin text, p_url text, p_title text, p_day_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_list(p_viewer bytea, p_id uuid, p_find text, p_url text, p_state text, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_list(p_viewer bytea, p_id uuid, p_find text, p_url text, p_state text, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_list(p_viewer bytea, p_id uuid, p_find text, p_url text, p_state text, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_moved(p_article uuid, OUT outcome text, OUT article uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_moved(p_article uuid, OUT outcome text, OUT article uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_moved(p_article uuid, OUT outcome text, OUT article uuid) TO madang_app;

-- Name: FUNCTION new_id(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.new_id() FROM PUBLIC;

-- Name: FUNCTION article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text) TO madang_app;

-- Name: FUNCTION case_get(p_viewer bytea, p_comment uuid, p_full boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, p_full boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, p_full boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION case_sanction(p_viewer bytea, p_comment uuid, p_version integer, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_everywhere boolean, p_span integer, p_decide boolean, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_sanction(p_viewer bytea, p_comment uuid, p_version integer, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_everywhere boolean, p_span integer, p_decide boolean, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_sanction(p_viewer bytea, p_comment uuid, p_version integer, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_everywhere boolean, p_span integer, p_decide boolean, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION case_skip(p_viewer bytea, p_comment uuid, p_skip uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_skip(p_viewer bytea, p_comment uuid, p_skip uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_skip(p_viewer bytea, p_comment uuid, p_skip uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_get(p_article uuid, p_comment uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) TO madang_app;

-- Name: FUNCTION comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer) TO madang_app;

-- Name: FUNCTION comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, p_mentions integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION connections(p_viewer bytea, p_site text, p_change boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.connections(p_viewer bytea, p_site text, p_change boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.connections(p_viewer bytea, p_site text, p_change boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION counts_by_key(p_site text, p_keys text[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.counts_by_key(p_site text, p_keys text[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.counts_by_key(p_site text, p_keys text[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decisions_undo(p_viewer bytea, p_decisions uuid[], p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decisions_undo(p_viewer bytea, p_decisions uuid[], p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decisions_undo(p_viewer bytea, p_decisions uuid[], p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION desk_state(p_viewers bytea[], p_cases integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.desk_state(p_viewers bytea[], p_cases integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.desk_state(p_viewers bytea[], p_cases integer) TO madang_app;

-- Name: FUNCTION digest_step(p_max integer, p_items integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.digest_step(p_max integer, p_items integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.digest_step(p_max integer, p_items integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION email_confirm(p_token bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.email_confirm(p_token bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.email_confirm(p_token bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION factor_code(p_viewer bytea, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.factor_code(p_viewer bytea, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.factor_code(p_viewer bytea, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION factor_failed(p_viewer bytea, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.factor_failed(p_viewer bytea, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.factor_failed(p_viewer bytea, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION factor_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.factor_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.factor_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION factor_prove(p_viewer bytea, p_step bigint, p_code bytea, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.factor_prove(p_viewer bytea, p_step bigint, p_code bytea, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.factor_prove(p_viewer bytea, p_step bigint, p_code bytea, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION follow_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.follow_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.follow_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION follow_set(p_viewer bytea, p_id uuid, p_follows boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.follow_set(p_viewer bytea, p_id uuid, p_follows boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.follow_set(p_viewer bytea, p_id uuid, p_follows boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION invitation_act(p_viewer bytea, p_offer uuid, p_resend boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.invitation_act(p_viewer bytea, p_offer uuid, p_resend boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.invitation_act(p_viewer bytea, p_offer uuid, p_resend boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, p_url text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, p_url text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, p_url text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION journal_read(p_article uuid, p_since bigint, p_max integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.journal_read(p_article uuid, p_since bigint, p_max integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.journal_read(p_article uuid, p_since bigint, p_max integer) TO madang_app;

-- Name: FUNCTION link_get(p_token bytea, p_purpose text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.link_get(p_token bytea, p_purpose text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.link_get(p_token bytea, p_purpose text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mail_claim(p_max integer, p_digests bytea[], p_lease integer, p_window integer, p_expire integer, p_lifetimes json, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mail_claim(p_max integer, p_digests bytea[], p_lease integer, p_window integer, p_expire integer, p_lifetimes json, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mail_claim(p_max integer, p_digests bytea[], p_lease integer, p_window integer, p_expire integer, p_lifetimes json, OUT outcome text, OUT version bigint, OUT body json) TO madang_courier;

-- Name: FUNCTION mail_done(p_ids uuid[], p_claims integer[], p_results text[], p_replies text[], p_backoff integer, p_backoff_max integer, p_window integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mail_done(p_ids uuid[], p_claims integer[], p_results text[], p_replies text[], p_backoff integer, p_backoff_max integer, p_window integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mail_done(p_ids uuid[], p_claims integer[], p_results text[], p_replies text[], p_backoff integer, p_backoff_max integer, p_window integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_courier;

-- Name: FUNCTION mail_sending(p_ids uuid[], p_claims integer[], p_lease integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mail_sending(p_ids uuid[], p_claims integer[], p_lease integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mail_sending(p_ids uuid[], p_claims integer[], p_lease integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_courier;

-- Name: FUNCTION mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mute_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mute_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mute_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mute_set(p_viewer bytea, p_account uuid, p_muted boolean, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mute_set(p_viewer bytea, p_account uuid, p_muted boolean, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mute_set(p_viewer bytea, p_account uuid, p_muted boolean, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION name_decide(p_viewer bytea, p_report uuid, p_outcome text, p_reason text, p_note text, p_message text, p_names jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.name_decide(p_viewer bytea, p_report uuid, p_outcome text, p_reason text, p_note text, p_message text, p_names jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.name_decide(p_viewer bytea, p_report uuid, p_outcome text, p_reason text, p_note text, p_message text, p_names jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION name_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.name_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.name_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION name_report(p_viewer bytea, p_account uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.name_report(p_viewer bytea, p_account uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.name_report(p_viewer bytea, p_account uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION newsroom_figures(OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.newsroom_figures(OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.newsroom_figures(OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notification_list(p_viewer bytea, p_replies boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notification_list(p_viewer bytea, p_replies boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notification_list(p_viewer bytea, p_replies boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notification_read(p_viewer bytea, p_notification uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notification_read(p_viewer bytea, p_notification uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notification_read(p_viewer bytea, p_notification uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notification_step(p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notification_step(p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notification_step(p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notifications_read(p_viewer bytea, p_upto uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notifications_read(p_viewer bytea, p_upto uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notifications_read(p_viewer bytea, p_upto uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notify_versions(p_payloads text[], OUT outcome text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) TO madang_app;

-- Name: FUNCTION participants(p_viewer bytea, p_article uuid, p_prefix text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.participants(p_viewer bytea, p_article uuid, p_prefix text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.participants(p_viewer bytea, p_article uuid, p_prefix text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_add(p_viewer bytea, p_passkey uuid, p_host text, p_credential bytea, p_alg integer, p_key bytea, p_counter bigint, p_name text, p_transports text, p_may_sync boolean, p_synced boolean, p_challenge bytea, p_expires bigint, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_add(p_viewer bytea, p_passkey uuid, p_host text, p_credential bytea, p_alg integer, p_key bytea, p_counter bigint, p_name text, p_transports text, p_may_sync boolean, p_synced boolean, p_challenge bytea, p_expires bigint, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_add(p_viewer bytea, p_passkey uuid, p_host text, p_credential bytea, p_alg integer, p_key bytea, p_counter bigint, p_name text, p_transports text, p_may_sync boolean, p_synced boolean, p_challenge bytea, p_expires bigint, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_find(p_viewer bytea, p_host text, p_credential bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_find(p_viewer bytea, p_host text, p_credential bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_find(p_viewer bytea, p_host text, p_credential bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_list(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_make(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_make(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_make(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_open(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_open(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_open(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_proof_options(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_proof_options(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_proof_options(p_viewer bytea, p_host text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_prove(p_viewer bytea, p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_prove(p_viewer bytea, p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_prove(p_viewer bytea, p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_remove(p_viewer bytea, p_passkey uuid, p_write uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_remove(p_viewer bytea, p_passkey uuid, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_remove(p_viewer bytea, p_passkey uuid, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION passkey_rename(p_viewer bytea, p_passkey uuid, p_host text, p_name text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.passkey_rename(p_viewer bytea, p_passkey uuid, p_host text, p_name text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.passkey_rename(p_viewer bytea, p_passkey uuid, p_host text, p_name text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION password_reset(p_token bytea, p_hash text, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.password_reset(p_token bytea, p_hash text, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.password_reset(p_token bytea, p_hash text, p_device bytea, p_network text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION password_set(p_viewer bytea, p_old text, p_new text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.password_set(p_viewer bytea, p_old text, p_new text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.password_set(p_viewer bytea, p_old text, p_new text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION probe_read(OUT outcome text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.probe_read(OUT outcome text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.probe_read(OUT outcome text) TO madang_app;

-- Name: FUNCTION probe_work(OUT outcome text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.probe_work(OUT outcome text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.probe_work(OUT outcome text) TO madang_app;

-- Name: FUNCTION probe_write(p_bytes integer, OUT outcome text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.probe_write(p_bytes integer, OUT outcome text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.probe_write(p_bytes integer, OUT outcome text) TO madang_app;

-- Name: FUNCTION provider_remove(p_viewer bytea, p_site text, p_name text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.provider_remove(p_viewer bytea, p_site text, p_name text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.provider_remove(p_viewer bytea, p_site text, p_name text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION provider_set(p_viewer bytea, p_site text, p_name text, p_settings jsonb, p_keys text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.provider_set(p_viewer bytea, p_site text, p_name text, p_settings jsonb, p_keys text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.provider_set(p_viewer bytea, p_site text, p_name text, p_settings jsonb, p_keys text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION recent(p_limit integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.recent(p_limit integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.recent(p_limit integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION recovery_codes(p_viewer bytea, p_codes bytea[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.recovery_codes(p_viewer bytea, p_codes bytea[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.recovery_codes(p_viewer bytea, p_codes bytea[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid, p_replies integer, p_levels integer) TO madang_app;

-- Name: FUNCTION report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION reset_ask(p_id uuid, p_login text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.reset_ask(p_id uuid, p_login text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.reset_ask(p_id uuid, p_login text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION reset_step(p_max integer, p_mails integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.reset_step(p_max integer, p_mails integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.reset_step(p_max integer, p_mails integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION role_answer(p_viewer bytea, p_offer uuid, p_accept boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.role_answer(p_viewer bytea, p_offer uuid, p_accept boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.role_answer(p_viewer bytea, p_offer uuid, p_accept boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, p_permissions text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, p_permissions text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, p_permissions text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION rule_hits(p_viewer bytea, p_site text, p_from timestamp with time zone, p_to timestamp with time zone, p_rule text, p_by_day boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.rule_hits(p_viewer bytea, p_site text, p_from timestamp with time zone, p_to timestamp with time zone, p_rule text, p_by_day boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.rule_hits(p_viewer bytea, p_site text, p_from timestamp with time zone, p_to timestamp with time zone, p_rule text, p_by_day boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION rules_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.rules_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.rules_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION rules_past(p_viewer bytea, p_site text, p_rules jsonb, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.rules_past(p_viewer bytea, p_site text, p_rules jsonb, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.rules_past(p_viewer bytea, p_site text, p_rules jsonb, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION rules_put(p_viewer bytea, p_site text, p_version integer, p_rules jsonb, p_mode text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.rules_put(p_viewer bytea, p_site text, p_version integer, p_rules jsonb, p_mode text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.rules_put(p_viewer bytea, p_site text, p_version integer, p_rules jsonb, p_mode text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_site text, p_since timestamp with time zone, p_span integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_site text, p_since timestamp with time zone, p_span integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_note text, p_message text, p_site text, p_since timestamp with time zone, p_span integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_lift(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sanction_preview(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_preview(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_preview(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sanction_undo(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_undo(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_undo(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_account(p_viewer bytea, OUT outcome text, OUT account uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_account(p_viewer bytea, OUT outcome text, OUT account uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_account(p_viewer bytea, OUT outcome text, OUT account uuid) TO madang_app;

-- Name: FUNCTION session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_confirm(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_confirm(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_confirm(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_exchange(p_code bytea, p_session uuid, p_token bytea, p_address text, p_agent text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_exchange(p_code bytea, p_session uuid, p_token bytea, p_address text, p_agent text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_exchange(p_code bytea, p_session uuid, p_token bytea, p_address text, p_agent text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_handover(p_viewer bytea, p_id uuid, p_code bytea, p_life integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_handover(p_viewer bytea, p_id uuid, p_code bytea, p_life integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_handover(p_viewer bytea, p_id uuid, p_code bytea, p_life integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_list(p_viewer bytea, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_list(p_viewer bytea, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_list(p_viewer bytea, p_keyed boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, p_device bytea, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, p_device bytea, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, p_device bytea, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_step_up(p_viewer bytea, p_hash text, p_token bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_step_up(p_viewer bytea, p_hash text, p_token bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_step_up(p_viewer bytea, p_hash text, p_token bytea, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sessions_revoke(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sessions_revoke(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sessions_revoke(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sessions_used(p_tokens bytea[], p_life integer, p_staff_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_staff_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_staff_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_in_failed(p_account uuid, p_address text, p_entry uuid, p_device bytea, p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid, p_device bytea, p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid, p_device bytea, p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on(p_provider uuid, p_digest bytea, p_expires bigint, p_who json, p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_language text, p_entry uuid, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on(p_provider uuid, p_digest bytea, p_expires bigint, p_who json, p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_language text, p_entry uuid, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on(p_provider uuid, p_digest bytea, p_expires bigint, p_who json, p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_language text, p_entry uuid, p_factor_required boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_begin(p_name text, p_state bytea, p_browser bytea, p_next text, p_life integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_begin(p_name text, p_state bytea, p_browser bytea, p_next text, p_life integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_begin(p_name text, p_state bytea, p_browser bytea, p_next text, p_life integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_end(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_end(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_end(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_logout(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_sid text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_logout(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_sid text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_logout(p_provider uuid, p_digest bytea, p_expires bigint, p_subject text, p_sid text, p_write uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_named(p_name text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_named(p_name text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_named(p_name text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_provider(p_issuer text, p_audience text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_provider(p_issuer text, p_audience text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_provider(p_issuer text, p_audience text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_on_take(p_name text, p_state bytea, p_browser bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_on_take(p_name text, p_state bytea, p_browser bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_on_take(p_name text, p_state bytea, p_browser bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sites(p_known text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sites(p_known text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sites(p_known text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION staff_invite(p_viewer bytea, p_account uuid, p_name text, p_skeleton text, p_address text, p_role text, p_site text, p_permissions text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.staff_invite(p_viewer bytea, p_account uuid, p_name text, p_skeleton text, p_address text, p_role text, p_site text, p_permissions text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.staff_invite(p_viewer bytea, p_account uuid, p_name text, p_skeleton text, p_address text, p_role text, p_site text, p_permissions text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION staff_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.staff_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.staff_list(p_viewer bytea, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION staff_reply(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.staff_reply(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.staff_reply(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, p_verify text, p_terms text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, p_retention json, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, p_retention json, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, p_retention json, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer) TO madang_app;

-- Name: FUNCTION thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid, p_levels integer) TO madang_app;

-- Name: FUNCTION totp_begin(p_viewer bytea, p_id uuid, p_secret bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.totp_begin(p_viewer bytea, p_id uuid, p_secret bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.totp_begin(p_viewer bytea, p_id uuid, p_secret bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION totp_begun(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.totp_begun(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.totp_begun(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION totp_confirm(p_viewer bytea, p_id uuid, p_step bigint, p_codes bytea[], p_token bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.totp_confirm(p_viewer bytea, p_id uuid, p_step bigint, p_codes bytea[], p_token bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.totp_confirm(p_viewer bytea, p_id uuid, p_step bigint, p_codes bytea[], p_token bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION totp_remove(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.totp_remove(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.totp_remove(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION unsubscribe(p_token bytea, p_all boolean, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.unsubscribe(p_token bytea, p_all boolean, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.unsubscribe(p_token bytea, p_all boolean, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION verify_mail(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.verify_mail(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.verify_mail(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION versions(p_articles uuid[]); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.versions(p_articles uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.versions(p_articles uuid[]) TO madang_app;

-- Name: FUNCTION viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text) TO madang_app;

-- Name: FUNCTION votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]) TO madang_app;

-- Name: FUNCTION account_email(p_skeleton text, p_email text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_email(p_skeleton text, p_email text) FROM PUBLIC;

-- Name: FUNCTION account_factor_remove(p_skeleton text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_factor_remove(p_skeleton text) FROM PUBLIC;

-- Name: FUNCTION account_invite(p_id uuid, p_name text, p_skeleton text, p_email text, p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_invite(p_id uuid, p_name text, p_skeleton text, p_email text, p_role text) FROM PUBLIC;

-- Name: FUNCTION now(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.now() FROM PUBLIC;

-- Name: FUNCTION account_invited(a core.account); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_invited(a core.account) FROM PUBLIC;

-- Name: FUNCTION account_json(p_account uuid, p_unproven boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_json(p_account uuid, p_unproven boolean) FROM PUBLIC;

-- Name: FUNCTION account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text) FROM PUBLIC;

-- Name: FUNCTION account_password(p_skeleton text, p_hash text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_password(p_skeleton text, p_hash text) FROM PUBLIC;

-- Name: FUNCTION account_role(p_skeleton text, p_role text, p_site text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_role(p_skeleton text, p_role text, p_site text) FROM PUBLIC;

-- Name: FUNCTION account_uninvite(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_uninvite(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION alike_json(f core.case_file); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.alike_json(f core.case_file) FROM PUBLIC;

-- Name: FUNCTION api_token_end(p_token uuid, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.api_token_end(p_token uuid, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION api_token_find(p_viewer bytea, p_scope text, OUT outcome text, OUT body json, OUT token uuid, OUT site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.api_token_find(p_viewer bytea, p_scope text, OUT outcome text, OUT body json, OUT token uuid, OUT site uuid) FROM PUBLIC;

-- Name: FUNCTION api_token_make(p_id uuid, p_site uuid, p_name text, p_scopes text[], p_days integer, p_token bytea, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.api_token_make(p_id uuid, p_site uuid, p_name text, p_scopes text[], p_days integer, p_token bytea, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION api_tokens_json(p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.api_tokens_json(p_site uuid) FROM PUBLIC;

-- Name: FUNCTION appeal_about_json(p core.appeal); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_about_json(p core.appeal) FROM PUBLIC;

-- Name: FUNCTION appeal_apply(p core.appeal, c core.comment, p_note text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_apply(p core.appeal, c core.comment, p_note text) FROM PUBLIC;

-- Name: FUNCTION appeal_independent(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_independent() FROM PUBLIC;

-- Name: FUNCTION appeal_json(p core.appeal, p_desk boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_json(p core.appeal, p_desk boolean) FROM PUBLIC;

-- Name: FUNCTION appeal_refused(n core.sanction, d core.decision, t core.notice, c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_refused(n core.sanction, d core.decision, t core.notice, c core.comment) FROM PUBLIC;

-- Name: FUNCTION appeal_window(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_window() FROM PUBLIC;

-- Name: FUNCTION appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid) FROM PUBLIC;

-- Name: FUNCTION article_bump(p_article uuid, p_count integer, p_what text, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_bump(p_article uuid, p_count integer, p_what text, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION article_json(a core.article, p_site text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_json(a core.article, p_site text) FROM PUBLIC;

-- Name: FUNCTION article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT id uuid) FROM PUBLIC;

-- Name: FUNCTION article_merge(p_into uuid, p_from uuid, OUT outcome text, OUT comments bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_merge(p_into uuid, p_from uuid, OUT outcome text, OUT comments bigint) FROM PUBLIC;

-- Name: FUNCTION article_rules(p_rules jsonb, p_article uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_rules(p_rules jsonb, p_article uuid) FROM PUBLIC;

-- Name: FUNCTION article_url_add(p_site uuid, p_url text, p_article uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_url_add(p_site uuid, p_url text, p_article uuid) FROM PUBLIC;

-- Name: FUNCTION article_urls_canonicalize(p_rows jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_urls_canonicalize(p_rows jsonb) FROM PUBLIC;

-- Name: FUNCTION article_urls_rekey(p_site uuid, p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_urls_rekey(p_site uuid, p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION articles_lock(p_articles uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.articles_lock(p_articles uuid[]) FROM PUBLIC;

-- Name: FUNCTION audit_article(p_entry uuid, p_actor uuid, a core.article, b core.article); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_article(p_entry uuid, p_actor uuid, a core.article, b core.article) FROM PUBLIC;

-- Name: FUNCTION audit_bounded(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_bounded(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb) FROM PUBLIC;

-- Name: FUNCTION audit_erase(p_entry uuid, p_actor uuid, p_why text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_erase(p_entry uuid, p_actor uuid, p_why text) FROM PUBLIC;

-- Name: FUNCTION audit_immutable(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_immutable() FROM PUBLIC;

-- Name: TABLE audit; Type: ACL; Schema: core; Owner: -

REVOKE ALL ON TABLE core.audit FROM madang;
GRANT SELECT,INSERT,REFERENCES,TRIGGER ON TABLE core.audit TO madang;

-- Name: FUNCTION audit_json(a core.audit, p_all boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_json(a core.audit, p_all boolean) FROM PUBLIC;

-- Name: FUNCTION audit_private_erased(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_private_erased() FROM PUBLIC;

-- Name: FUNCTION audit_refused(w core.viewer_state, p_act text, p_object uuid, p_site uuid, p_code text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_refused(w core.viewer_state, p_act text, p_object uuid, p_site uuid, p_code text) FROM PUBLIC;

-- Name: FUNCTION audit_sign_in(p_account uuid, p_entry uuid, p_session uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_sign_in(p_account uuid, p_entry uuid, p_session uuid) FROM PUBLIC;

-- Name: FUNCTION audit_source_set(p_account uuid, p_network bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_source_set(p_account uuid, p_network bytea) FROM PUBLIC;

-- Name: FUNCTION audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb, p_private json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb, p_private json) FROM PUBLIC;

-- Name: FUNCTION author_count(p_author uuid, p_sites uuid[], p_state text, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.author_count(p_author uuid, p_sites uuid[], p_state text, p_max integer) FROM PUBLIC;

-- Name: FUNCTION base64url(p_bytes bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.base64url(p_bytes bytea) FROM PUBLIC;

-- Name: FUNCTION before_edit(p_before bigint, p_all bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.before_edit(p_before bigint, p_all bigint) FROM PUBLIC;

-- Name: FUNCTION branches_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.branches_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) FROM PUBLIC;

-- Name: FUNCTION branches_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.branches_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) FROM PUBLIC;

-- Name: FUNCTION branches_newest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.branches_newest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) FROM PUBLIC;

-- Name: FUNCTION branches_oldest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.branches_oldest(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) FROM PUBLIC;

-- Name: FUNCTION branches_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.branches_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer, p_replies integer, p_levels integer) FROM PUBLIC;

-- Name: FUNCTION case_alike(c core.comment, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_alike(c core.comment, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION case_bounded(p_case jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_bounded(p_case jsonb) FROM PUBLIC;

-- Name: FUNCTION case_close(p_comment uuid, p_as text, p_revision integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_close(p_comment uuid, p_as text, p_revision integer) FROM PUBLIC;

-- Name: FUNCTION case_detail_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_detail_json(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION case_history_json(c core.comment, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_history_json(c core.comment, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION case_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_json(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION case_now_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_now_json(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION case_open(c core.comment, p_site uuid, p_weight double precision, p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_open(c core.comment, p_site uuid, p_weight double precision, p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean) FROM PUBLIC;

-- Name: FUNCTION case_restore(f core.case_file, p_before jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_restore(f core.case_file, p_before jsonb) FROM PUBLIC;

-- Name: FUNCTION case_terms(f core.case_file, p_revision integer, p_now timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_terms(f core.case_file, p_revision integer, p_now timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION case_withdrawn(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_withdrawn(c core.comment) FROM PUBLIC;

-- Name: FUNCTION cases_json(p_comments uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.cases_json(p_comments uuid[]) FROM PUBLIC;

-- Name: FUNCTION cases_skipped(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.cases_skipped(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION claims_left(p_account uuid, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.claims_left(p_account uuid, p_max integer) FROM PUBLIC;

-- Name: FUNCTION claims_renew(p_account uuid, p_lease integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.claims_renew(p_account uuid, p_lease integer) FROM PUBLIC;

-- Name: FUNCTION clock_accept(OUT doubt text, OUT since text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.clock_accept(OUT doubt text, OUT since text) FROM PUBLIC;

-- Name: FUNCTION clock_set(p_offset interval); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.clock_set(p_offset interval) FROM PUBLIC;

-- Name: FUNCTION code_tries_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.code_tries_max() FROM PUBLIC;

-- Name: FUNCTION comment_json(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_json(c core.comment) FROM PUBLIC;

-- Name: FUNCTION comment_marks(p_marks jsonb, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_marks(p_marks jsonb, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION comment_move(c core.comment, p_state text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_move(c core.comment, p_state text) FROM PUBLIC;

-- Name: FUNCTION comments_of_json(p_account uuid, p_state text, p_limit integer, p_at_id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comments_of_json(p_account uuid, p_state text, p_limit integer, p_at_id uuid) FROM PUBLIC;

-- Name: FUNCTION confirm_audit(p_account uuid, p_session uuid, p_method text, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.confirm_audit(p_account uuid, p_session uuid, p_method text, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION confirm_json(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.confirm_json(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION confirm_methods(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.confirm_methods(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION decide_one(w core.viewer_state, p_sites uuid[], p_article uuid, p_item json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decide_one(w core.viewer_state, p_sites uuid[], p_article uuid, p_item json) FROM PUBLIC;

-- Name: FUNCTION decide_refused(p_account uuid, s core.site, c core.comment, f core.case_file, p_item json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decide_refused(p_account uuid, s core.site, c core.comment, f core.case_file, p_item json) FROM PUBLIC;

-- Name: FUNCTION decided_state(c core.comment, f core.case_file, p_action text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decided_state(c core.comment, f core.case_file, p_action text) FROM PUBLIC;

-- Name: FUNCTION decision_json(d core.decision); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decision_json(d core.decision) FROM PUBLIC;

-- Name: FUNCTION decision_propose(w core.viewer_state, p_site uuid, c core.comment, p_id uuid, p_action text, p_reason text, p_note text, p_message text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decision_propose(w core.viewer_state, p_site uuid, c core.comment, p_id uuid, p_action text, p_reason text, p_note text, p_message text) FROM PUBLIC;

-- Name: FUNCTION decision_sends_mail(d core.decision, p_undo boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.decision_sends_mail(d core.decision, p_undo boolean) FROM PUBLIC;

-- Name: FUNCTION default_site(p_key text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.default_site(p_key text) FROM PUBLIC;

-- Name: FUNCTION desk_access(w core.viewer_state, p_rank integer, p_permission text, OUT outcome text, OUT body json, OUT sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_access(w core.viewer_state, p_rank integer, p_permission text, OUT outcome text, OUT body json, OUT sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION desk_reader(w core.viewer_state, p_viewer bytea, p_scope text, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_reader(w core.viewer_state, p_viewer bytea, p_scope text, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION desk_scope(w core.viewer_state, p_rank integer, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_scope(w core.viewer_state, p_rank integer, p_permission text, p_site text, OUT outcome text, OUT body json, OUT sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION desk_site(p_key text, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_site(p_key text, p_sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION device_known(p_account uuid, p_device bytea, p_network text, p_agent text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.device_known(p_account uuid, p_device bytea, p_network text, p_agent text) FROM PUBLIC;

-- Name: FUNCTION device_marks(p_account uuid, p_device bytea, p_network text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.device_marks(p_account uuid, p_device bytea, p_network text) FROM PUBLIC;

-- Name: FUNCTION device_record(p_account uuid, p_device bytea, p_network text, p_more bytea[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.device_record(p_account uuid, p_device bytea, p_network text, p_more bytea[]) FROM PUBLIC;

-- Name: FUNCTION digest_shown(p_data jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.digest_shown(p_data jsonb) FROM PUBLIC;

-- Name: FUNCTION digests_put(p_max integer, p_items integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.digests_put(p_max integer, p_items integer) FROM PUBLIC;

-- Name: FUNCTION dsa_codes(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_codes() FROM PUBLIC;

-- Name: FUNCTION dsa_fault(p jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_fault(p jsonb) FROM PUBLIC;

-- Name: FUNCTION dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision integer, p_reason text, p_source text, p_automated boolean, p_at timestamp with time zone, p_until timestamp with time zone, p_content_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision integer, p_reason text, p_source text, p_automated boolean, p_at timestamp with time zone, p_until timestamp with time zone, p_content_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION email_change_begin(a core.account, p_email text, p_mail boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.email_change_begin(a core.account, p_email text, p_mail boolean) FROM PUBLIC;

-- Name: FUNCTION email_change_confirm(t core.token, a core.account); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.email_change_confirm(t core.token, a core.account) FROM PUBLIC;

-- Name: FUNCTION email_taken(p_account uuid, p_address text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.email_taken(p_account uuid, p_address text) FROM PUBLIC;

-- Name: FUNCTION email_verify(t core.token, a core.account); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.email_verify(t core.token, a core.account) FROM PUBLIC;

-- Name: FUNCTION epoch(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.epoch() FROM PUBLIC;

-- Name: FUNCTION factor_changed(p_account uuid, p_session uuid, p_what text, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factor_changed(p_account uuid, p_session uuid, p_what text, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION factor_failure(s core.session, p_entry uuid, p_device bytea, OUT outcome text, OUT body json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factor_failure(s core.session, p_entry uuid, p_device bytea, OUT outcome text, OUT body json) FROM PUBLIC;

-- Name: FUNCTION factor_needed(w core.viewer_state); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factor_needed(w core.viewer_state) FROM PUBLIC;

-- Name: FUNCTION factor_proven(p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factor_proven(p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea) FROM PUBLIC;

-- Name: FUNCTION factors(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factors(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION factors_json(w core.viewer_state); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.factors_json(w core.viewer_state) FROM PUBLIC;

-- Name: FUNCTION figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION first_sight_take_over(p_article uuid, p_key text, p_url text, p_title text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.first_sight_take_over(p_article uuid, p_key text, p_url text, p_title text) FROM PUBLIC;

-- Name: FUNCTION fit_count(p_items json[], p_share double precision); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.fit_count(p_items json[], p_share double precision) FROM PUBLIC;

-- Name: FUNCTION folded(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.folded(p_text text) FROM PUBLIC;

-- Name: FUNCTION followers_notify(c core.comment, p_after uuid, p_max integer, p_task bigint, OUT considered integer, OUT last uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.followers_notify(c core.comment, p_after uuid, p_max integer, p_task bigint, OUT considered integer, OUT last uuid) FROM PUBLIC;

-- Name: FUNCTION found_account_json(p_account uuid, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.found_account_json(p_account uuid, p_sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION fresh(w core.viewer_state); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.fresh(w core.viewer_state) FROM PUBLIC;

-- Name: FUNCTION half_life(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.half_life() FROM PUBLIC;

-- Name: FUNCTION half_life_set(p_seconds double precision); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.half_life_set(p_seconds double precision) FROM PUBLIC;

-- Name: FUNCTION handed_over(f core.case_file, p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.handed_over(f core.case_file, p_account uuid) FROM PUBLIC;

-- Name: FUNCTION has_new_hits(p_article uuid, p_comment uuid, p_revision integer, p_hits jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.has_new_hits(p_article uuid, p_comment uuid, p_revision integer, p_hits jsonb) FROM PUBLIC;

-- Name: FUNCTION hold_hits(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.hold_hits(c core.comment) FROM PUBLIC;

-- Name: FUNCTION house_rule(p_site uuid, p_reason text, p_language text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.house_rule(p_site uuid, p_reason text, p_language text) FROM PUBLIC;

-- Name: FUNCTION house_rule_common(p_language text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.house_rule_common(p_language text) FROM PUBLIC;

-- Name: FUNCTION id_check(p_id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.id_check(p_id uuid) FROM PUBLIC;

-- Name: FUNCTION id_from(p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.id_from(p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION id_time(p_id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.id_time(p_id uuid) FROM PUBLIC;

-- Name: FUNCTION idempotency_find(p_account uuid, p_key uuid, p_what text, p_digest bytea, OUT seen boolean, OUT reused boolean, OUT object_id uuid, OUT result json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.idempotency_find(p_account uuid, p_key uuid, p_what text, p_digest bytea, OUT seen boolean, OUT reused boolean, OUT object_id uuid, OUT result json) FROM PUBLIC;

-- Name: FUNCTION idempotency_store(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_article uuid, p_object uuid, p_result json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.idempotency_store(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_article uuid, p_object uuid, p_result json) FROM PUBLIC;

-- Name: FUNCTION identity_account(p_account uuid, p core.provider, p_who jsonb, p_language text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.identity_account(p_account uuid, p core.provider, p_who jsonb, p_language text) FROM PUBLIC;

-- Name: FUNCTION identity_refresh(p_account uuid, p core.provider, p_who jsonb, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.identity_refresh(p_account uuid, p core.provider, p_who jsonb, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION illegal_case(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_case(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION illegal_decided(p_comment uuid, p_outcome text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_decided(p_comment uuid, p_outcome text) FROM PUBLIC;

-- Name: FUNCTION illegal_json(i core.illegal_notice); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_json(i core.illegal_notice) FROM PUBLIC;

-- Name: FUNCTION illegal_notifiers(p_comment uuid, p_notices jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_notifiers(p_comment uuid, p_notices jsonb) FROM PUBLIC;

-- Name: FUNCTION invitation_json(o core.role_offer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.invitation_json(o core.role_offer) FROM PUBLIC;

-- Name: FUNCTION invited_account(p_id uuid, p_name text, p_skeleton text, p_address text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.invited_account(p_id uuid, p_name text, p_skeleton text, p_address text) FROM PUBLIC;

-- Name: FUNCTION job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) FROM PUBLIC;

-- Name: FUNCTION job_filter_ids(p_filter jsonb, p_url text, p_sites uuid[], OUT filter jsonb, OUT fault text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_filter_ids(p_filter jsonb, p_url text, p_sites uuid[], OUT filter jsonb, OUT fault text) FROM PUBLIC;

-- Name: FUNCTION job_filter_sql(j core.job); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_filter_sql(j core.job) FROM PUBLIC;

-- Name: FUNCTION job_json(j core.job); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_json(j core.job) FROM PUBLIC;

-- Name: FUNCTION job_page(j core.job, p_max integer, OUT ids uuid[], OUT upto uuid, OUT last boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_page(j core.job, p_max integer, OUT ids uuid[], OUT upto uuid, OUT last boolean) FROM PUBLIC;

-- Name: FUNCTION job_sites(j core.job, p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_sites(j core.job, p_account uuid) FROM PUBLIC;

-- Name: FUNCTION job_visible(p_account uuid, p_sites uuid[], p_job uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_visible(p_account uuid, p_sites uuid[], p_job uuid) FROM PUBLIC;

-- Name: FUNCTION judge(p_site uuid, p_rules jsonb, p_premoderated text, w core.viewer_state, p_signals json, p_comment uuid, OUT strength integer, OUT hits jsonb, OUT weight double precision); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.judge(p_site uuid, p_rules jsonb, p_premoderated text, w core.viewer_state, p_signals json, p_comment uuid, OUT strength integer, OUT hits jsonb, OUT weight double precision) FROM PUBLIC;

-- Name: FUNCTION judge_past(p_site uuid, p_rules jsonb, c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.judge_past(p_site uuid, p_rules jsonb, c core.comment) FROM PUBLIC;

-- Name: FUNCTION last_decided_at(p_comment uuid, p_decision uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.last_decided_at(p_comment uuid, p_decision uuid) FROM PUBLIC;

-- Name: FUNCTION last_decision_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.last_decision_json(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION list_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_best(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer) FROM PUBLIC;

-- Name: FUNCTION list_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_by_replies(p_article uuid, p_parent uuid, p_at_key integer, p_at_id uuid, p_limit integer) FROM PUBLIC;

-- Name: FUNCTION list_json(p_name text, p_items json[], p_ids uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_json(p_name text, p_items json[], p_ids uuid[]) FROM PUBLIC;

-- Name: FUNCTION list_newest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_newest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer) FROM PUBLIC;

-- Name: FUNCTION list_oldest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_oldest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit integer) FROM PUBLIC;

-- Name: FUNCTION list_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.list_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit integer) FROM PUBLIC;

-- Name: FUNCTION login_account(p_login text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.login_account(p_login text) FROM PUBLIC;

-- Name: FUNCTION mail_choice(p_choices jsonb, p_kind text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_choice(p_choices jsonb, p_kind text) FROM PUBLIC;

-- Name: FUNCTION mail_choices_json(p_choices jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_choices_json(p_choices jsonb) FROM PUBLIC;

-- Name: FUNCTION mail_count(p_result text, p_count bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_count(p_result text, p_count bigint) FROM PUBLIC;

-- Name: FUNCTION mail_json(o core.outbox); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_json(o core.outbox) FROM PUBLIC;

-- Name: FUNCTION mail_put(p_account uuid, p_template text, p_data json, p_address text, p_token_purpose text, p_illegal uuid, p_notice uuid, p_notification uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_put(p_account uuid, p_template text, p_data json, p_address text, p_token_purpose text, p_illegal uuid, p_notice uuid, p_notification uuid) FROM PUBLIC;

-- Name: FUNCTION mail_resend(p_id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mail_resend(p_id uuid) FROM PUBLIC;

-- Name: FUNCTION marks_drop(p_article uuid, p_comment uuid, p_shown boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.marks_drop(p_article uuid, p_comment uuid, p_shown boolean) FROM PUBLIC;

-- Name: FUNCTION may(p_account uuid, p_site uuid, p_rank integer, p_permission text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.may(p_account uuid, p_site uuid, p_rank integer, p_permission text) FROM PUBLIC;

-- Name: FUNCTION mention_account(p_name text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mention_account(p_name text) FROM PUBLIC;

-- Name: FUNCTION mentioned(p_html text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mentioned(p_html text) FROM PUBLIC;

-- Name: FUNCTION mentions_put(p_html text, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.mentions_put(p_html text, p_max integer) FROM PUBLIC;

-- Name: FUNCTION muted_json(p_account uuid, p_article uuid, p_ids uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.muted_json(p_account uuid, p_article uuid, p_ids uuid[]) FROM PUBLIC;

-- Name: FUNCTION name_first_free(p_account uuid, p_names jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_first_free(p_account uuid, p_names jsonb) FROM PUBLIC;

-- Name: FUNCTION name_free_at(p_account uuid, p_wait integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_free_at(p_account uuid, p_wait integer) FROM PUBLIC;

-- Name: FUNCTION name_json(r core.name_report); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_json(r core.name_report) FROM PUBLIC;

-- Name: FUNCTION name_outranked(p_account uuid, p_other uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_outranked(p_account uuid, p_other uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION name_replace(a core.account, p_names jsonb, p_sanction uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_replace(a core.account, p_names jsonb, p_sanction uuid) FROM PUBLIC;

-- Name: FUNCTION name_report_json(r core.name_report); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_report_json(r core.name_report) FROM PUBLIC;

-- Name: FUNCTION name_restore(n core.sanction); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_restore(n core.sanction) FROM PUBLIC;

-- Name: FUNCTION name_taken(p_account uuid, p_skeleton text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.name_taken(p_account uuid, p_skeleton text) FROM PUBLIC;

-- Name: FUNCTION names_answer(r core.name_report, p_outcome text, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.names_answer(r core.name_report, p_outcome text, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION names_lock(p_skeletons text[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.names_lock(p_skeletons text[]) FROM PUBLIC;

-- Name: FUNCTION network_record(p_account uuid, p_network text, p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.network_record(p_account uuid, p_network text, p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION no_password(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.no_password() FROM PUBLIC;

-- Name: FUNCTION notice_json(n core.notice); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_json(n core.notice) FROM PUBLIC;

-- Name: FUNCTION notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid, p_decision uuid, p_sanction uuid, p_body json, p_mail boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid, p_decision uuid, p_sanction uuid, p_body json, p_mail boolean) FROM PUBLIC;

-- Name: FUNCTION notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb) FROM PUBLIC;

-- Name: FUNCTION notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text, p_again boolean, p_stated boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text, p_again boolean, p_stated boolean) FROM PUBLIC;

-- Name: FUNCTION notification_item(p_kind text, p_article uuid, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notification_item(p_kind text, p_article uuid, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION notification_shown(p_notification uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notification_shown(p_notification uuid) FROM PUBLIC;

-- Name: FUNCTION notifications_mail(p_ids uuid[], p_kind text, c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notifications_mail(p_ids uuid[], p_kind text, c core.comment) FROM PUBLIC;

-- Name: FUNCTION notifications_make(t core.notification_task, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notifications_make(t core.notification_task, p_max integer) FROM PUBLIC;

-- Name: FUNCTION notifications_put(p_accounts uuid[], p_kind text, c core.comment, p_task bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notifications_put(p_accounts uuid[], p_kind text, c core.comment, p_task bigint) FROM PUBLIC;

-- Name: FUNCTION notifications_withdraw(p_comment uuid, p_kind text, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notifications_withdraw(p_comment uuid, p_kind text, p_max integer) FROM PUBLIC;

-- Name: FUNCTION outranks(p_account uuid, p_other uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.outranks(p_account uuid, p_other uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION own_account_json(p_account uuid, p_wait integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.own_account_json(p_account uuid, p_wait integer) FROM PUBLIC;

-- Name: FUNCTION own_comment_json(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.own_comment_json(c core.comment) FROM PUBLIC;

-- Name: FUNCTION own_day_json(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.own_day_json(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION page_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.page_max() FROM PUBLIC;

-- Name: FUNCTION passkey_ids_json(p_account uuid, p_host text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.passkey_ids_json(p_account uuid, p_host text) FROM PUBLIC;

-- Name: FUNCTION passkey_json(k core.passkey, p_host text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.passkey_json(k core.passkey, p_host text) FROM PUBLIC;

-- Name: FUNCTION passkey_use(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_write uuid, p_address text, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.passkey_use(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint, p_write uuid, p_address text, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION passkeys_full(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.passkeys_full(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION passkeys_json(p_account uuid, p_host text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.passkeys_json(p_account uuid, p_host text) FROM PUBLIC;

-- Name: FUNCTION password_changed(p_account uuid, p_session uuid, p_actor uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.password_changed(p_account uuid, p_session uuid, p_actor uuid) FROM PUBLIC;

-- Name: FUNCTION permissions(p_account uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.permissions(p_account uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION permissions_kept(p_role text, p_wanted text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.permissions_kept(p_role text, p_wanted text) FROM PUBLIC;

-- Name: FUNCTION pinned(p_article uuid, p_marks jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.pinned(p_article uuid, p_marks jsonb) FROM PUBLIC;

-- Name: FUNCTION power(p_account uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.power(p_account uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION propagate_visibility(p_article uuid, p_parent uuid, p_delta integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.propagate_visibility(p_article uuid, p_parent uuid, p_delta integer) FROM PUBLIC;

-- Name: FUNCTION provider_put(p_id uuid, p_site text, p_name text, p_settings jsonb, p_keys text, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.provider_put(p_id uuid, p_site text, p_name text, p_settings jsonb, p_keys text, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION provider_remove(p_site text, p_name text, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.provider_remove(p_site text, p_name text, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION providers_json(p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.providers_json(p_site uuid) FROM PUBLIC;

-- Name: FUNCTION pseudonym(p_site uuid, p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.pseudonym(p_site uuid, p_account uuid) FROM PUBLIC;

-- Name: FUNCTION published_since(p_comment uuid, p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.published_since(p_comment uuid, p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION rank_best(p_up integer, p_down integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rank_best(p_up integer, p_down integer) FROM PUBLIC;

-- Name: FUNCTION rank_role(p_rank integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rank_role(p_rank integer) FROM PUBLIC;

-- Name: FUNCTION reason_common(p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reason_common(p_reason text) FROM PUBLIC;

-- Name: FUNCTION reason_known(p_site uuid, p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reason_known(p_site uuid, p_reason text) FROM PUBLIC;

-- Name: FUNCTION reason_titles(p_site uuid, p_language text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reason_titles(p_site uuid, p_language text) FROM PUBLIC;

-- Name: FUNCTION reasons_json(p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reasons_json(p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION record_json(p_author uuid, p_sites uuid[], p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.record_json(p_author uuid, p_sites uuid[], p_max integer) FROM PUBLIC;

-- Name: FUNCTION recount(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.recount() FROM PUBLIC;

-- Name: FUNCTION recovery_codes_put(p_account uuid, p_codes bytea[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.recovery_codes_put(p_account uuid, p_codes bytea[]) FROM PUBLIC;

-- Name: FUNCTION related_days(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.related_days() FROM PUBLIC;

-- Name: FUNCTION related_json(p_account uuid, p_days integer, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.related_json(p_account uuid, p_days integer, p_sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION report_item(n core.notice); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.report_item(n core.notice) FROM PUBLIC;

-- Name: FUNCTION report_json(r core.report); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.report_json(r core.report) FROM PUBLIC;

-- Name: FUNCTION report_notification_step(t core.report_notification, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.report_notification_step(t core.report_notification, p_max integer) FROM PUBLIC;

-- Name: FUNCTION reporter_standing(p_account uuid, p_since timestamp with time zone, p_age integer, OUT decided bigint, OUT upheld bigint, OUT reliability double precision, OUT weight double precision, OUT good boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reporter_standing(p_account uuid, p_since timestamp with time zone, p_age integer, OUT decided bigint, OUT upheld bigint, OUT reliability double precision, OUT weight double precision, OUT good boolean) FROM PUBLIC;

-- Name: FUNCTION reporters_notify(c core.comment, p_site uuid, p_decision uuid, p_body jsonb, p_again boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reporters_notify(c core.comment, p_site uuid, p_decision uuid, p_body jsonb, p_again boolean) FROM PUBLIC;

-- Name: FUNCTION reports_decided(c core.comment, p_decision uuid, p_upheld boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reports_decided(c core.comment, p_decision uuid, p_upheld boolean) FROM PUBLIC;

-- Name: FUNCTION reports_hold(c core.comment, p_site uuid, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reports_hold(c core.comment, p_site uuid, p_max integer) FROM PUBLIC;

-- Name: FUNCTION reports_mail(p_notices uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reports_mail(p_notices uuid[]) FROM PUBLIC;

-- Name: FUNCTION reports_reset(c core.comment, p_decision uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reports_reset(c core.comment, p_decision uuid) FROM PUBLIC;

-- Name: FUNCTION restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint) FROM PUBLIC;

-- Name: FUNCTION restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer, p_verify text, p_terms text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer, p_verify text, p_terms text) FROM PUBLIC;

-- Name: FUNCTION restriction_of(p_account uuid, p_site uuid, p_kind text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restriction_of(p_account uuid, p_site uuid, p_kind text) FROM PUBLIC;

-- Name: FUNCTION restrictions(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone, p_below uuid, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restrictions(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone, p_below uuid, p_max integer) FROM PUBLIC;

-- Name: FUNCTION rfc3339(p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rfc3339(p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION role_claimed(p_account uuid, p core.provider, p_values jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_claimed(p_account uuid, p core.provider, p_values jsonb) FROM PUBLIC;

-- Name: FUNCTION role_givable(p_by uuid, p_account uuid, p_role text, p_site uuid, p_permissions text[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_givable(p_by uuid, p_account uuid, p_role text, p_site uuid, p_permissions text[]) FROM PUBLIC;

-- Name: FUNCTION role_offer_mail(o core.role_offer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_offer_mail(o core.role_offer) FROM PUBLIC;

-- Name: FUNCTION role_offer_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[], p_address text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_offer_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[], p_address text) FROM PUBLIC;

-- Name: FUNCTION role_offers_json(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_offers_json(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION role_permissions(p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_permissions(p_role text) FROM PUBLIC;

-- Name: FUNCTION role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[], p_session uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[], p_session uuid) FROM PUBLIC;

-- Name: FUNCTION role_rank(p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_rank(p_role text) FROM PUBLIC;

-- Name: FUNCTION role_waits(w core.viewer_state); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_waits(w core.viewer_state) FROM PUBLIC;

-- Name: FUNCTION roles_json(p_account uuid, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.roles_json(p_account uuid, p_sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION rule_newcomer(p_rule jsonb, c core.judged); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_newcomer(p_rule jsonb, c core.judged) FROM PUBLIC;

-- Name: FUNCTION rule_record(p_rule jsonb, c core.judged); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_record(p_rule jsonb, c core.judged) FROM PUBLIC;

-- Name: FUNCTION rule_repetition(p_rule jsonb, c core.judged); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_repetition(p_rule jsonb, c core.judged) FROM PUBLIC;

-- Name: FUNCTION rule_velocity(p_rule jsonb, c core.judged); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_velocity(p_rule jsonb, c core.judged) FROM PUBLIC;

-- Name: FUNCTION rules_import(p_site text, p_document jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_import(p_site text, p_document jsonb) FROM PUBLIC;

-- Name: FUNCTION rules_json(s core.site, p_version integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_json(s core.site, p_version integer) FROM PUBLIC;

-- Name: FUNCTION rules_past(p_site uuid, p_rules jsonb, p_limit integer, p_at_id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_past(p_site uuid, p_rules jsonb, p_limit integer, p_at_id uuid) FROM PUBLIC;

-- Name: FUNCTION rules_put(s core.site, p_document jsonb, p_actor uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_put(s core.site, p_document jsonb, p_actor uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION rules_reasons(p_document jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_reasons(p_document jsonb) FROM PUBLIC;

-- Name: FUNCTION rules_unknown_reason(s core.site, p_document jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rules_unknown_reason(s core.site, p_document jsonb) FROM PUBLIC;

-- Name: FUNCTION sanction_end(n core.sanction, p_by uuid, p_entry uuid, p_act text, p_more jsonb, c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_end(n core.sanction, p_by uuid, p_entry uuid, p_act text, p_more jsonb, c core.comment) FROM PUBLIC;

-- Name: FUNCTION sanction_json(n core.sanction); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_json(n core.sanction) FROM PUBLIC;

-- Name: FUNCTION sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid, OUT outcome text, OUT body json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid, OUT outcome text, OUT body json) FROM PUBLIC;

-- Name: FUNCTION sanction_make(w core.viewer_state, p_sanction uuid, p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_make(w core.viewer_state, p_sanction uuid, p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text) FROM PUBLIC;

-- Name: FUNCTION sanction_refused(w core.viewer_state, p_sites uuid[], p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_since timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_refused(w core.viewer_state, p_sites uuid[], p_account uuid, p_site uuid, p_kind text, p_until timestamp with time zone, p_reason text, p_since timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION sanction_tell(n core.sanction, c core.comment, p_since timestamp with time zone, p_note text, p_message text, p_more jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_tell(n core.sanction, c core.comment, p_since timestamp with time zone, p_note text, p_message text, p_more jsonb) FROM PUBLIC;

-- Name: FUNCTION sanctioned_json(p_kind text, p_until timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanctioned_json(p_kind text, p_until timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION saved_messages(p_site uuid, p_language text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.saved_messages(p_site uuid, p_language text) FROM PUBLIC;

-- Name: FUNCTION search_enqueue(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_enqueue() FROM PUBLIC;

-- Name: FUNCTION search_pattern(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_pattern(p_text text) FROM PUBLIC;

-- Name: FUNCTION search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean, p_state boolean, p_sanctioned boolean, p_reason boolean, p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean, p_state boolean, p_sanctioned boolean, p_reason boolean, p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean) FROM PUBLIC;

-- Name: FUNCTION second_needed(s core.site, p_account uuid, p_action text, p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.second_needed(s core.site, p_account uuid, p_action text, p_reason text) FROM PUBLIC;

-- Name: FUNCTION seconds_since(p_since timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.seconds_since(p_since timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION session_began(p_account uuid, p_session uuid, p_address text, p_agent text, p_device bytea, p_new boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_began(p_account uuid, p_session uuid, p_address text, p_agent text, p_device bytea, p_new boolean) FROM PUBLIC;

-- Name: FUNCTION session_begin(p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_factor_proven boolean, OUT expires_at timestamp with time zone, OUT pending boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_begin(p_account uuid, p_session uuid, p_token bytea, p_life integer, p_staff_life integer, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_factor_proven boolean, OUT expires_at timestamp with time zone, OUT pending boolean) FROM PUBLIC;

-- Name: FUNCTION session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea) FROM PUBLIC;

-- Name: FUNCTION session_ended(p_key uuid, p_token bytea, p_session uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_ended(p_key uuid, p_token bytea, p_session uuid) FROM PUBLIC;

-- Name: FUNCTION session_failures_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_failures_max() FROM PUBLIC;

-- Name: FUNCTION session_find(p_viewer bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_find(p_viewer bytea) FROM PUBLIC;

-- Name: FUNCTION session_json(p_session uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_json(p_session uuid) FROM PUBLIC;

-- Name: FUNCTION session_prove(p_session uuid, p_token bytea, p_method text, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_prove(p_session uuid, p_token bytea, p_method text, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION sessions_end(p_account uuid, p_except uuid, p_why text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sessions_end(p_account uuid, p_except uuid, p_why text) FROM PUBLIC;

-- Name: FUNCTION sessions_keep(p_account uuid, p_pending boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sessions_keep(p_account uuid, p_pending boolean) FROM PUBLIC;

-- Name: FUNCTION settings_json(s core.site, p_version integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_json(s core.site, p_version integer) FROM PUBLIC;

-- Name: FUNCTION settings_missing_reasons(s core.site, p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_missing_reasons(s core.site, p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION settings_version_add(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_version_add() FROM PUBLIC;

-- Name: FUNCTION sign_in_failure(p_account uuid, p_network text, p_entry uuid, p_device bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_failure(p_account uuid, p_network text, p_entry uuid, p_device bytea) FROM PUBLIC;

-- Name: FUNCTION sign_in_failures_clear(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_failures_clear(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION sign_in_failures_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_failures_max() FROM PUBLIC;

-- Name: FUNCTION sign_in_lock(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_lock(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION sign_in_place(p_account uuid, p_device bytea, p_network text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_place(p_account uuid, p_device bytea, p_network text) FROM PUBLIC;

-- Name: FUNCTION sign_in_refused(p_account uuid, p_place text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_in_refused(p_account uuid, p_place text) FROM PUBLIC;

-- Name: FUNCTION sign_on_token_use(p_digest bytea, p_write uuid, p_expires bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sign_on_token_use(p_digest bytea, p_write uuid, p_expires bigint) FROM PUBLIC;

-- Name: FUNCTION signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb) FROM PUBLIC;

-- Name: FUNCTION signs_in_at(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.signs_in_at(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION site_access(p_account uuid, p_sites uuid[], p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_access(p_account uuid, p_sites uuid[], p_site uuid) FROM PUBLIC;

-- Name: FUNCTION site_make(p_id uuid, p_key text, p_title text, p_origins text[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_make(p_id uuid, p_key text, p_title text, p_origins text[]) FROM PUBLIC;

-- Name: FUNCTION site_rank(p_account uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_rank(p_account uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION sites_moderated(p_account uuid, p_rank integer, p_permission text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sites_moderated(p_account uuid, p_rank integer, p_permission text) FROM PUBLIC;

-- Name: FUNCTION sites_of(p_account uuid, p_roles text[], p_permission text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sites_of(p_account uuid, p_roles text[], p_permission text) FROM PUBLIC;

-- Name: FUNCTION skew_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.skew_max() FROM PUBLIC;

-- Name: FUNCTION slow_until(p_account uuid, p_article uuid, p_slow integer, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.slow_until(p_account uuid, p_article uuid, p_slow integer, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION span_counts_json(p_ids uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_counts_json(p_ids uuid[]) FROM PUBLIC;

-- Name: FUNCTION span_give(s core.sanction_span, p_max integer, p_entry uuid, p_stated uuid, OUT given uuid[], OUT stay uuid[], OUT articles jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_give(s core.sanction_span, p_max integer, p_entry uuid, p_stated uuid, OUT given uuid[], OUT stay uuid[], OUT articles jsonb) FROM PUBLIC;

-- Name: FUNCTION span_json(p_sanction uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_json(p_sanction uuid) FROM PUBLIC;

-- Name: FUNCTION span_pick(s core.sanction_span, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_pick(s core.sanction_span, p_max integer) FROM PUBLIC;

-- Name: FUNCTION span_reject(s core.sanction_span, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_reject(s core.sanction_span, p_max integer) FROM PUBLIC;

-- Name: FUNCTION span_restore(n core.sanction, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_restore(n core.sanction, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION span_take(s core.sanction_span, w core.viewer_state, p_sites uuid[], p_ids uuid[], OUT decided uuid[], OUT articles jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_take(s core.sanction_span, w core.viewer_state, p_sites uuid[], p_ids uuid[], OUT decided uuid[], OUT articles jsonb) FROM PUBLIC;

-- Name: FUNCTION span_undo(s core.sanction_span, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_undo(s core.sanction_span, p_max integer) FROM PUBLIC;

-- Name: FUNCTION state_hits(p_rules jsonb, c core.judged); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.state_hits(p_rules jsonb, c core.judged) FROM PUBLIC;

-- Name: FUNCTION state_rule_names(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.state_rule_names() FROM PUBLIC;

-- Name: FUNCTION state_rules(p_document jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.state_rules(p_document jsonb) FROM PUBLIC;

-- Name: FUNCTION statement(p_for uuid, p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.statement(p_for uuid, p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text) FROM PUBLIC;

-- Name: FUNCTION sweep_accounts(p_max integer, p_names integer, p_devices integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_accounts(p_max integer, p_names integer, p_devices integer) FROM PUBLIC;

-- Name: FUNCTION sweep_articles(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_articles(p_max integer) FROM PUBLIC;

-- Name: FUNCTION sweep_clock(p_clock json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_clock(p_clock json) FROM PUBLIC;

-- Name: FUNCTION sweep_first_sights(p_max integer, p_after integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_first_sights(p_max integer, p_after integer) FROM PUBLIC;

-- Name: FUNCTION sweep_journal(p_max integer, p_journal integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_journal(p_max integer, p_journal integer) FROM PUBLIC;

-- Name: FUNCTION sweep_mails(p_max integer, p_outbox integer, p_expire integer, p_token integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_mails(p_max integer, p_outbox integer, p_expire integer, p_token integer) FROM PUBLIC;

-- Name: FUNCTION sweep_networks(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_networks(p_max integer) FROM PUBLIC;

-- Name: FUNCTION sweep_notifications(p_max integer, p_after integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_notifications(p_max integer, p_after integer) FROM PUBLIC;

-- Name: FUNCTION sweep_report_notifications(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_report_notifications(p_max integer) FROM PUBLIC;

-- Name: FUNCTION sweep_skips(p_max integer, p_seconds integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_skips(p_max integer, p_seconds integer) FROM PUBLIC;

-- Name: FUNCTION sweep_unverified(p_max integer, p_after integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_unverified(p_max integer, p_after integer) FROM PUBLIC;

-- Name: FUNCTION sweep_withdrawn(p_max integer, p_appeal integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_withdrawn(p_max integer, p_appeal integer) FROM PUBLIC;

-- Name: FUNCTION text_digest(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.text_digest(p_text text) FROM PUBLIC;

-- Name: FUNCTION text_same(p_a text, p_b text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.text_same(p_a text, p_b text) FROM PUBLIC;

-- Name: FUNCTION text_trimmed(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.text_trimmed(p_text text) FROM PUBLIC;

-- Name: FUNCTION thread_locked(p_article uuid, p_marks jsonb, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.thread_locked(p_article uuid, p_marks jsonb, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION token_state(t core.token); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.token_state(t core.token) FROM PUBLIC;

-- Name: FUNCTION token_use(p_digest bytea, p_purpose text, OUT outcome text, OUT account uuid, OUT address text, OUT data json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.token_use(p_digest bytea, p_purpose text, OUT outcome text, OUT account uuid, OUT address text, OUT data json) FROM PUBLIC;

-- Name: FUNCTION took_part(p_appeal core.appeal, p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.took_part(p_appeal core.appeal, p_account uuid) FROM PUBLIC;

-- Name: FUNCTION undo_notify(c core.comment, d core.decision, p_case jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.undo_notify(c core.comment, d core.decision, p_case jsonb) FROM PUBLIC;

-- Name: FUNCTION undo_one(p_account uuid, p_decision uuid, p_entry uuid, p_member boolean, p_stated boolean, OUT outcome text, OUT version bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.undo_one(p_account uuid, p_decision uuid, p_entry uuid, p_member boolean, p_stated boolean, OUT outcome text, OUT version bigint) FROM PUBLIC;

-- Name: FUNCTION unread(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.unread(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION unverified_articles(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.unverified_articles(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION unverified_publish(p_account uuid, p_articles uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.unverified_publish(p_account uuid, p_articles uuid[]) FROM PUBLIC;

-- Name: FUNCTION url_key(p_url text, p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.url_key(p_url text, p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION verify_needed(w core.viewer_state, p_verify text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.verify_needed(w core.viewer_state, p_verify text) FROM PUBLIC;

-- Name: FUNCTION versions_raise(p_by bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.versions_raise(p_by bigint) FROM PUBLIC;

-- Name: FUNCTION view_sql(p_view text, p_me integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.view_sql(p_view text, p_me integer) FROM PUBLIC;

-- Name: FUNCTION viewer(p_token bytea, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.viewer(p_token bytea, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION visible_text(p_html text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.visible_text(p_html text) FROM PUBLIC;

-- Name: FUNCTION wall_clock(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.wall_clock() FROM PUBLIC;

-- Name: FUNCTION wilson(p_good integer, p_all integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.wilson(p_good integer, p_all integer) FROM PUBLIC;

-- Name: FUNCTION write_id(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_id uuid, OUT id uuid, OUT reused boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.write_id(p_account uuid, p_key uuid, p_what text, p_digest bytea, p_id uuid, OUT id uuid, OUT reused boolean) FROM PUBLIC;

-- Name: TABLE audit_private; Type: ACL; Schema: core; Owner: -

REVOKE ALL ON TABLE core.audit_private FROM madang;
GRANT SELECT,INSERT,REFERENCES,DELETE,TRIGGER ON TABLE core.audit_private TO madang;

-- Name: TABLE seal; Type: ACL; Schema: core; Owner: -

REVOKE ALL ON TABLE core.seal FROM madang;
GRANT SELECT,INSERT,REFERENCES,TRIGGER ON TABLE core.seal TO madang;

-- PostgreSQL database dump complete
