-- PostgreSQL database dump

SELECT pg_catalog.set_config('search_path', '', false);

-- Name: api_1; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA api_1;

-- Name: core; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA core;

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
	warned boolean
);

-- Name: account_create(uuid, text, text, text, text, uuid, bytea, integer, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_note(bytea, uuid, uuid, text, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_profile(uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: account_secret(text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.account_secret(p_login text, OUT outcome text, OUT account uuid, OUT hash text) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_decide(bytea, uuid, text, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: appeal_list(bytea, boolean, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: article_create(bytea, uuid, text, text, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_desk(bytea, uuid, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, p_find text, p_url text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_find(text, text, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: article_get(uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: audit_log(bytea, uuid, uuid, text, timestamp with time zone, timestamp with time zone, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: case_get(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: case_list(bytea, text, uuid, integer, double precision, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: claim_next(bytea, text, uuid, integer, integer, integer, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer DEFAULT 100, p_claim uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: comment_edit(bytea, uuid, uuid, integer, text, text, json, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_get(uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_mark(bytea, uuid, boolean, boolean, boolean, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_page(uuid, uuid, text, integer, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: comment_post(bytea, uuid, uuid, uuid, text, text, json, uuid, bytea, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: counts(uuid[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decide(bytea, json, uuid, bytea, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer DEFAULT 600, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decision_log(bytea, uuid, uuid, uuid, timestamp with time zone, timestamp with time zone, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: decision_undo(bytea, uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: job_get(bytea, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_list(bytea, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: job_make(bytea, uuid, json, text, text, text, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: mine(bytea, uuid, uuid[], uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: mine_page(bytea, uuid, uuid[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: moderated_account(bytea, uuid, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text DEFAULT NULL::text, p_at_id uuid DEFAULT NULL::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: notify_versions(text[]); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) RETURNS text
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

-- Name: replies_page(uuid, uuid, text, integer, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
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

-- Name: role_set(bytea, uuid, text, text, uuid, uuid, bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid DEFAULT NULL::uuid, p_digest bytea DEFAULT NULL::bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: sanction_restore(bytea, uuid, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: search(bytea, text, text, text, text, text, text, text, timestamp with time zone, timestamp with time zone, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text DEFAULT NULL::text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: session_get(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_list(bytea); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_list(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_open(uuid, text, text, uuid, bytea, integer, text, text, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer DEFAULT NULL::integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: session_revoke(bytea, uuid, uuid, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid DEFAULT core.new_id(), p_key uuid DEFAULT NULL::uuid, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: sessions_used(bytea[], integer, integer, integer, integer); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: sign_in_failed(uuid, text, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid DEFAULT core.new_id(), OUT outcome text, OUT version bigint, OUT body json) RETURNS record
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

-- Name: sweep(integer, integer, integer, integer, integer, json); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer DEFAULT (7 * 86400), p_journal integer DEFAULT (2 * 86400), p_clock json DEFAULT NULL::json, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS ...;

-- Name: thread_page(uuid, text, integer, integer, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_sort TO 'off'
    SET enable_incremental_sort TO 'off'
    AS ...;

-- Name: thread_page_bounded(uuid, text, integer, integer, integer, uuid); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS ...;

-- Name: transparency(bytea, timestamp with time zone, timestamp with time zone, boolean, integer, uuid, text); Type: FUNCTION; Schema: api_1; Owner: -

CREATE FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
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

-- Name: account_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.account_json(p_account uuid) RETURNS json
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

-- Name: appeal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.appeal (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    subject uuid NOT NULL,
    kind text NOT NULL,
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
    CONSTRAINT appeal_check CHECK (((decided_by IS NULL) = (state = ANY (ARRAY['open'::text, 'moot'::text])))),
    CONSTRAINT appeal_kind_check CHECK ((kind = ANY (ARRAY['decision'::text, 'sanction'::text, 'rule'::text]))),
    CONSTRAINT appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'overturned'::text, 'moot'::text])))
);

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
    CONSTRAINT comment_down_check CHECK ((down >= 0)),
    CONSTRAINT comment_reply_count_check CHECK ((reply_count >= 0)),
    CONSTRAINT comment_state_check CHECK ((state = ANY (ARRAY['published'::text, 'held'::text, 'rejected'::text, 'withdrawn'::text]))),
    CONSTRAINT comment_up_check CHECK ((up >= 0))
);

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

-- Name: now(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.now() RETURNS timestamp with time zone
    LANGUAGE sql PARALLEL SAFE
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
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    slow integer DEFAULT 0 NOT NULL,
    closes_at timestamp with time zone,
    closes_after integer,
    silence_check_at timestamp with time zone,
    marks jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT article_closes_after_check CHECK ((closes_after > 0)),
    CONSTRAINT article_comment_count_check CHECK ((comment_count >= 0)),
    CONSTRAINT article_slow_check CHECK ((slow >= 0)),
    CONSTRAINT article_state_check CHECK ((state = ANY (ARRAY['open'::text, 'premoderated'::text, 'closed'::text, 'hidden'::text])))
)
WITH (fillfactor='50');

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

-- Name: article_urls_canonicalize(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.article_urls_canonicalize(p_rows jsonb) RETURNS integer
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
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    object_id uuid NOT NULL,
    site_id uuid,
    codes jsonb DEFAULT '{}'::jsonb NOT NULL,
    digest bytea,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    network bytea,
    seq bigint NOT NULL
);

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

-- Name: audit_sites(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.audit_sites(p_account uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
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

-- Name: before_edit(bigint, bigint); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.before_edit(p_before bigint, p_all bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: case_close(uuid, text, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_close(p_comment uuid, p_as text, p_revision integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: case_detail_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_detail_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_json(p_comment uuid) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: case_open(core.comment, uuid, double precision, boolean, boolean, boolean, boolean, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.case_open(c core.comment, p_site uuid, p_weight double precision, p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean) RETURNS void
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
    priority double precision NOT NULL,
    held boolean DEFAULT false NOT NULL,
    reported boolean DEFAULT false NOT NULL,
    suspect boolean DEFAULT false NOT NULL,
    escalated boolean DEFAULT false NOT NULL,
    appealed boolean DEFAULT false NOT NULL,
    illegal boolean DEFAULT false NOT NULL,
    approved_revision integer,
    opened_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    claimed_by uuid,
    claimed_until timestamp with time zone,
    terms jsonb DEFAULT '{}'::jsonb NOT NULL,
    hold_ends timestamp with time zone,
    hold_used_revision integer,
    proposal jsonb,
    withdrawn_at timestamp with time zone,
    CONSTRAINT case_file_closed_as_check CHECK ((closed_as = ANY (ARRAY['approved'::text, 'rejected'::text, 'moot'::text]))),
    CONSTRAINT case_file_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

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
    rules_version integer DEFAULT 0 NOT NULL,
    state_rules jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT core.now() NOT NULL,
    settings_version integer DEFAULT 0 NOT NULL,
    CONSTRAINT site_key_check CHECK ((key <> ''::text))
);

-- Name: decide_refused(uuid, core.site, core.comment, core.case_file, json); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decide_refused(p_account uuid, s core.site, c core.comment, f core.case_file, p_item json) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: decided_state(core.comment, core.case_file, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.decided_state(c core.comment, f core.case_file, p_action text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: decision; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.decision (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    author_id uuid NOT NULL,
    moderator_id uuid NOT NULL,
    action text NOT NULL,
    reason text,
    revision integer NOT NULL,
    state_before text NOT NULL,
    state_after text NOT NULL,
    case_before jsonb,
    case_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_by uuid,
    undone_entry uuid,
    undone_at timestamp with time zone,
    sanction_id uuid,
    job_id uuid,
    proposed_by uuid,
    CONSTRAINT decision_action_check CHECK ((action = ANY (ARRAY['approve'::text, 'reject'::text, 'escalate'::text, 'restore'::text])))
);

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

-- Name: desk_access(core.viewer_state, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_access(w core.viewer_state, p_rank integer, OUT outcome text, OUT body json, OUT sites uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: desk_site(text, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.desk_site(p_key text, p_sites uuid[]) RETURNS core.site
    LANGUAGE plpgsql STABLE
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

-- Name: epoch(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.epoch() RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: figures(uuid[], timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone) RETURNS TABLE(figure text, key text, value numeric)
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: fit_count(json[], double precision); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.fit_count(p_items json[], p_share double precision DEFAULT 1) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: folded(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.folded(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS ...;

-- Name: found_account_json(uuid, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.found_account_json(p_account uuid, p_sites uuid[]) RETURNS json
    LANGUAGE plpgsql STABLE
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

-- Name: house_rule(uuid, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.house_rule(p_site uuid, p_reason text) RETURNS json
    LANGUAGE plpgsql STABLE
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

-- Name: illegal_json(core.illegal_notice); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.illegal_json(i core.illegal_notice) RETURNS json
    LANGUAGE sql STABLE
    AS ...;

-- Name: job; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.job (
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    sites uuid[],
    filter jsonb NOT NULL,
    action text NOT NULL,
    reason text,
    note text,
    state text NOT NULL,
    matched integer NOT NULL,
    at_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    decided integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    undone integer DEFAULT 0 NOT NULL,
    kept integer DEFAULT 0 NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until uuid NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    leased_by uuid,
    leased_until timestamp with time zone,
    undo_by uuid,
    CONSTRAINT job_action_check CHECK ((action = ANY (ARRAY['approve'::text, 'reject'::text, 'restore'::text]))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['preview'::text, 'running'::text, 'paused'::text, 'done'::text, 'undoing'::text, 'undo_paused'::text, 'undone'::text])))
);

-- Name: job_audit(core.job, uuid, uuid, text, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) RETURNS void
    LANGUAGE plpgsql
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

-- Name: marks_drop(uuid, uuid, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.marks_drop(p_article uuid, p_comment uuid, p_shown boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: network_record(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.network_record(p_account uuid, p_network text, p_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: notice; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.notice (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    article_id uuid,
    comment_id uuid,
    decision_id uuid,
    sanction_id uuid,
    body json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    site_id uuid,
    CONSTRAINT notice_kind_check CHECK ((kind = ANY (ARRAY['rejected'::text, 'held'::text, 'restored'::text, 'report'::text, 'sanction'::text, 'lifted'::text, 'appeal'::text, 'illegal'::text])))
);

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

-- Name: notices_decided(core.comment, uuid, text, text, text, text, boolean); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text DEFAULT NULL::text, p_again boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: outranks(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.outranks(p_account uuid, p_other uuid, p_site uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: own_comment_json(core.comment); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.own_comment_json(c core.comment) RETURNS json
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: page_max(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.page_max() RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: pinned(uuid, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.pinned(p_article uuid, p_ids jsonb) RETURNS TABLE(outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text, revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint)
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

-- Name: related_days(); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.related_days() RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

-- Name: related_json(uuid, integer, uuid[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.related_json(p_account uuid, p_days integer, p_sites uuid[] DEFAULT NULL::uuid[]) RETURNS json
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

-- Name: reports_reset(core.comment, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.reports_reset(c core.comment, p_decision uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: restored(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: restriction(core.viewer_state, uuid, uuid, text, text, timestamp with time zone, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer) RETURNS json
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

-- Name: role_put(uuid, text, uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: role_rank(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.role_rank(p_role text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: rule_newcomer(jsonb, uuid, timestamp with time zone, timestamp with time zone, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_newcomer(p_rule jsonb, p_author uuid, p_since timestamp with time zone, p_at timestamp with time zone, p_comment uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_record(jsonb, uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_record(p_rule jsonb, p_author uuid, p_site uuid, p_comment uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_repetition(jsonb, uuid, bigint[], uuid, timestamp with time zone, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamp with time zone, p_author uuid DEFAULT NULL::uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: rule_short(jsonb, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_short(p_rule jsonb, p_characters integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

-- Name: rule_velocity(jsonb, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.rule_velocity(p_rule jsonb, p_author uuid, p_comment uuid) RETURNS boolean
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
    CONSTRAINT sanction_kind_check CHECK ((kind = ANY (ARRAY['warn'::text, 'mute'::text, 'premoderate'::text, 'ban'::text])))
);

-- Name: sanction_end(core.sanction, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanction_end(n core.sanction, p_by uuid, p_entry uuid) RETURNS void
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

-- Name: sanctioned_json(text, timestamp with time zone); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sanctioned_json(p_kind text, p_until timestamp with time zone) RETURNS json
    LANGUAGE sql STABLE
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

-- Name: session_end(uuid, uuid, uuid, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

-- Name: session_ended(uuid, bytea, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.session_ended(p_key uuid, p_token bytea, p_session uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
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

-- Name: signals_keep(uuid, jsonb, integer, core.comment, json, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb) RETURNS void
    LANGUAGE plpgsql
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

-- Name: site_token_make(uuid, text, text, bytea); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.site_token_make(p_id uuid, p_site text, p_name text, p_token bytea) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: sites_moderated(uuid, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sites_moderated(p_account uuid, p_rank integer) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS ...;

-- Name: sites_of(uuid, text[]); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sites_of(p_account uuid, p_roles text[]) RETURNS uuid[]
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

-- Name: span_json(uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_json(p_sanction uuid) RETURNS json
    LANGUAGE plpgsql STABLE
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

-- Name: span_reject(core.sanction_span, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_reject(s core.sanction_span, p_max integer) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: span_restore(core.sanction, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_restore(n core.sanction, p_by uuid, p_entry uuid) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: span_undo(core.sanction_span, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.span_undo(s core.sanction_span, p_max integer) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

-- Name: state_rules(jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.state_rules(p_document jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS ...;

-- Name: statement(uuid, text, timestamp with time zone, timestamp with time zone, text, uuid, text, text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.statement(p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text) RETURNS jsonb
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

-- Name: sweep_networks(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_networks(p_max integer) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_queues(integer, integer, integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_queues(p_max integer, p_outbox integer, p_journal integer, OUT mails integer, OUT entries integer) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: sweep_report_notifications(integer); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.sweep_report_notifications(p_max integer) RETURNS void
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

-- Name: took_part(core.appeal, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.took_part(p_appeal core.appeal, p_account uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

-- Name: undo_notify(core.comment, core.decision, jsonb); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.undo_notify(c core.comment, d core.decision, p_case jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

-- Name: undo_one(uuid, uuid, uuid); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.undo_one(p_account uuid, p_decision uuid, p_entry uuid, OUT outcome text, OUT version bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

-- Name: url_key(text); Type: FUNCTION; Schema: core; Owner: -

CREATE FUNCTION core.url_key(p_url text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
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
    CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'erased'::text]))),
    CONSTRAINT account_username_check CHECK ((POSITION(('@'::text) IN (username)) = 0))
);

-- Name: account_network; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account_network (
    account_id uuid NOT NULL,
    network text NOT NULL,
    last_at timestamp with time zone NOT NULL
);

-- Name: account_note; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.account_note (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    site_id uuid,
    moderator_id uuid NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL
);

-- Name: article_duplicate; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_duplicate (
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    url text NOT NULL
);

-- Name: article_moved; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_moved (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    key text NOT NULL,
    article_id uuid NOT NULL,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

-- Name: article_url; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.article_url (
    site_id uuid NOT NULL,
    url text NOT NULL,
    article_id uuid NOT NULL,
    form integer DEFAULT 1 NOT NULL
);

-- Name: audit_private; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.audit_private (
    entry uuid NOT NULL,
    salt bytea NOT NULL,
    payload text NOT NULL
);

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

-- Name: epoch; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.epoch (
    one boolean DEFAULT true NOT NULL,
    epoch uuid NOT NULL,
    CONSTRAINT epoch_one_check CHECK (one)
);

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

-- Name: illegal_private; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.illegal_private (
    illegal_id uuid NOT NULL,
    name text,
    email text,
    url text,
    law text,
    explanation text
);

-- Name: journal; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.journal (
    article_id uuid NOT NULL,
    version bigint NOT NULL,
    seq integer DEFAULT 0 NOT NULL,
    change text NOT NULL,
    comment_id uuid,
    at timestamp with time zone DEFAULT core.now() NOT NULL
);

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
    CONSTRAINT outbox_check CHECK ((num_nonnulls(account_id, illegal_id) = 1))
);

-- Name: probe; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.probe (
    filler text NOT NULL
);
ALTER TABLE ONLY core.probe ALTER COLUMN filler SET STORAGE EXTERNAL;

-- Name: pseudonym; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.pseudonym (
    site_id uuid NOT NULL,
    account_id uuid NOT NULL,
    number integer NOT NULL
);

-- Name: report_notification_id_seq; Type: SEQUENCE; Schema: core; Owner: -

ALTER TABLE core.report_notification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME core.report_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: role; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.role (
    account_id uuid NOT NULL,
    site_id uuid,
    role text NOT NULL,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT role_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'moderator'::text, 'admin'::text, 'auditor'::text])))
);

-- Name: rule_set; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.rule_set (
    site_id uuid NOT NULL,
    version integer NOT NULL,
    document jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT rule_set_document_check CHECK ((jsonb_typeof(document) = 'object'::text))
);

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

-- Name: search_queue; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.search_queue (
    article_id uuid NOT NULL,
    comment_id uuid NOT NULL
);

-- Name: search_text; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.search_text (
    comment_id uuid NOT NULL,
    article_id uuid NOT NULL,
    site_id uuid NOT NULL,
    text text NOT NULL
);

-- Name: session; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    token bytea NOT NULL,
    network text,
    agent text,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

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
    rules_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    words text[],
    CONSTRAINT signal_outcome_check CHECK ((outcome = ANY (ARRAY['flag'::text, 'hold'::text, 'reject'::text])))
);

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

-- Name: site_settings; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.site_settings (
    site_id uuid NOT NULL,
    version integer NOT NULL,
    settings jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT core.now() NOT NULL,
    CONSTRAINT site_settings_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text))
);

-- Name: site_token; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.site_token (
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    token bytea NOT NULL,
    created_at timestamp with time zone DEFAULT core.now() NOT NULL,
    revoked_at timestamp with time zone
);

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

-- Name: vote; Type: TABLE; Schema: core; Owner: -

CREATE TABLE core.vote (
    article_id uuid NOT NULL,
    account_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    value smallint NOT NULL,
    CONSTRAINT vote_value_check CHECK ((value = ANY (ARRAY['-1'::integer, 1])))
);

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

-- Name: comment comment_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (article_id, id);

-- Name: comment_revision comment_revision_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.comment_revision
    ADD CONSTRAINT comment_revision_pkey PRIMARY KEY (article_id, comment_id, revision);

-- Name: decision decision_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

-- Name: epoch epoch_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.epoch
    ADD CONSTRAINT epoch_pkey PRIMARY KEY (one);

-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account_id, key);

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

-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

-- Name: pseudonym pseudonym_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.pseudonym
    ADD CONSTRAINT pseudonym_pkey PRIMARY KEY (site_id, account_id);

-- Name: pseudonym pseudonym_site_id_number_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.pseudonym
    ADD CONSTRAINT pseudonym_site_id_number_key UNIQUE (site_id, number);

-- Name: report_notification report_notification_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.report_notification
    ADD CONSTRAINT report_notification_pkey PRIMARY KEY (id);

-- Name: report report_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (article_id, comment_id, revision, reporter_id, reason);

-- Name: role role_account_id_site_id_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_account_id_site_id_key UNIQUE NULLS NOT DISTINCT (account_id, site_id);

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

-- Name: session session_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

-- Name: session session_token_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.session
    ADD CONSTRAINT session_token_key UNIQUE (token);

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

-- Name: site_token site_token_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_token
    ADD CONSTRAINT site_token_pkey PRIMARY KEY (id);

-- Name: site_token site_token_token_key; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_token
    ADD CONSTRAINT site_token_token_key UNIQUE (token);

-- Name: sweep_state sweep_state_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.sweep_state
    ADD CONSTRAINT sweep_state_pkey PRIMARY KEY (one);

-- Name: vote vote_pkey; Type: CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.vote
    ADD CONSTRAINT vote_pkey PRIMARY KEY (article_id, account_id, comment_id);

-- Name: account_email; Type: INDEX; Schema: core; Owner: -

CREATE UNIQUE INDEX account_email ON core.account USING btree (lower(email)) WHERE email_verified;

-- Name: account_network_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_network_at ON core.account_network USING btree (last_at);

-- Name: account_network_network; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_network_network ON core.account_network USING btree (network, account_id);

-- Name: account_note_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_note_account ON core.account_note USING btree (account_id, id);

-- Name: account_words; Type: INDEX; Schema: core; Owner: -

CREATE INDEX account_words ON core.account USING gin (core.folded(username) ext.gin_trgm_ops);

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

-- Name: case_proposed; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_proposed ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND (proposal IS NOT NULL));

-- Name: case_reported; Type: INDEX; Schema: core; Owner: -

CREATE INDEX case_reported ON core.case_file USING btree (priority, comment_id) WHERE ((state = 'open'::text) AND (withdrawn_at IS NULL) AND reported);

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

-- Name: idempotency_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX idempotency_at ON core.idempotency USING btree (at);

-- Name: idempotency_session; Type: INDEX; Schema: core; Owner: -

CREATE INDEX idempotency_session ON core.idempotency USING btree (key) WHERE (operation = 'session_end'::text);

-- Name: illegal_comment; Type: INDEX; Schema: core; Owner: -

CREATE INDEX illegal_comment ON core.illegal_notice USING btree (comment_id, id);

-- Name: job_unfinished; Type: INDEX; Schema: core; Owner: -

CREATE INDEX job_unfinished ON core.job USING btree (made_at) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));

-- Name: journal_at; Type: INDEX; Schema: core; Owner: -

CREATE INDEX journal_at ON core.journal USING btree (at);

-- Name: notice_account; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notice_account ON core.notice USING btree (account_id, id);

-- Name: notice_unread; Type: INDEX; Schema: core; Owner: -

CREATE INDEX notice_unread ON core.notice USING btree (account_id) WHERE (read_at IS NULL);

-- Name: outbox_created; Type: INDEX; Schema: core; Owner: -

CREATE INDEX outbox_created ON core.outbox USING btree (created_at);

-- Name: outbox_due; Type: INDEX; Schema: core; Owner: -

CREATE INDEX outbox_due ON core.outbox USING btree (due_at) WHERE (sent_at IS NULL);

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

-- Name: session_expires; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_expires ON core.session USING btree (expires_at);

-- Name: session_network; Type: INDEX; Schema: core; Owner: -

CREATE INDEX session_network ON core.session USING btree (network, account_id) WHERE (network IS NOT NULL);

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

-- Name: account_network account_network_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.account_network
    ADD CONSTRAINT account_network_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

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

-- Name: illegal_private illegal_private_illegal_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.illegal_private
    ADD CONSTRAINT illegal_private_illegal_id_fkey FOREIGN KEY (illegal_id) REFERENCES core.illegal_notice(id);

-- Name: role role_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.role
    ADD CONSTRAINT role_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);

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

-- Name: site_settings site_settings_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_settings
    ADD CONSTRAINT site_settings_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: site_token site_token_site_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -

ALTER TABLE ONLY core.site_token
    ADD CONSTRAINT site_token_site_id_fkey FOREIGN KEY (site_id) REFERENCES core.site(id);

-- Name: SCHEMA api_1; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA api_1 TO madang_app;

-- Name: FUNCTION account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_create(p_account uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_note(p_viewer bytea, p_account uuid, p_note uuid, p_text text, p_site text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_profile(p_account uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION account_secret(p_login text, OUT outcome text, OUT account uuid, OUT hash text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.account_secret(p_login text, OUT outcome text, OUT account uuid, OUT hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.account_secret(p_login text, OUT outcome text, OUT account uuid, OUT hash text) TO madang_app;

-- Name: FUNCTION appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_mine(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_desk(p_viewer bytea, p_article uuid, p_find text, p_url text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, p_find text, p_url text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_desk(p_viewer bytea, p_article uuid, p_find text, p_url text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_find(p_site text, p_key text, p_url text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_get(p_article uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION article_moved(p_article uuid, OUT outcome text, OUT article uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_moved(p_article uuid, OUT outcome text, OUT article uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_moved(p_article uuid, OUT outcome text, OUT article uuid) TO madang_app;

-- Name: FUNCTION new_id(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.new_id() FROM PUBLIC;

-- Name: FUNCTION article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text, p_slow integer, p_closes_at timestamp with time zone, p_closes_after integer, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_seal(p_number bigint, p_at bigint, p_previous bytea, p_hash bytea, p_signature bytea, p_key bytea, p_entries uuid[], p_digests bytea[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.audit_unsealed(p_max integer, OUT outcome text, OUT id text, OUT at text, OUT actor text, OUT action text, OUT object text, OUT site text, OUT codes text, OUT digest text, OUT network text) TO madang_app;

-- Name: FUNCTION case_get(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_get(p_viewer bytea, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_at_priority double precision, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit integer, p_lease integer, p_max integer, p_claim uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_release(p_viewer bytea, p_comment uuid, p_release uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_renew(p_viewer bytea, p_comment uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.claim_take(p_viewer bytea, p_comment uuid, p_lease integer, p_entry uuid, p_max integer, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision integer, p_body text, p_html text, p_signals json, p_window integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_get(p_article uuid, p_comment uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_get(p_article uuid, p_comment uuid) TO madang_app;

-- Name: FUNCTION comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) TO madang_app;

-- Name: FUNCTION comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text, p_signals json, p_key uuid, p_digest bytea, p_depth_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.comment_withdraw(p_viewer bytea, p_article uuid, p_comment uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.counts(p_articles uuid[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.house_rules(p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.illegal_get(p_reference text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text, p_law text, p_name text, p_email text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_get(p_viewer bytea, p_job uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.job_step(p_worker uuid, p_lease integer, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notice_list(p_viewer bytea, p_limit integer, p_at_id uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notice_read(p_viewer bytea, p_notice uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION notify_versions(p_payloads text[], OUT outcome text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.notify_versions(p_payloads text[], OUT outcome text) TO madang_app;

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

-- Name: FUNCTION replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit integer, p_at_key integer, p_at_id uuid) TO madang_app;

-- Name: FUNCTION report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.report_post(p_viewer bytea, p_article uuid, p_comment uuid, p_report uuid, p_reason text, p_detail text, p_key uuid, p_digest bytea, p_hold integer, p_hold_max integer, p_age integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

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

-- Name: FUNCTION sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sanction_restore(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text, p_article text, p_from timestamp with time zone, p_to timestamp with time zone, p_limit integer, p_at_id uuid, p_url text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.search_fill(p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_account(p_viewer bytea, OUT outcome text, OUT account uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_account(p_viewer bytea, OUT outcome text, OUT account uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_account(p_viewer bytea, OUT outcome text, OUT account uuid) TO madang_app;

-- Name: FUNCTION session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_close(p_viewer bytea, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_get(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_list(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_list(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_list(p_viewer bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_open(p_account uuid, p_hash text, p_rehash text, p_session uuid, p_token bytea, p_life integer, p_address text, p_agent text, p_staff_life integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid, p_key uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sessions_used(p_tokens bytea[], p_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sessions_used(p_tokens bytea[], p_life integer, p_idle integer, p_staff_idle integer, p_min integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.settings_get(p_viewer bytea, p_site text, p_version integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.settings_put(p_viewer bytea, p_site text, p_version integer, p_settings jsonb, p_entry uuid, p_key uuid, p_digest bytea, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sign_in_failed(p_account uuid, p_address text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sites(p_known text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sites(p_known text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sites(p_known text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.span_step(p_sanction uuid, p_max integer, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.sweep(p_max integer, p_appeal integer, p_withdrawn integer, p_outbox integer, p_journal integer, p_clock json, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.thread_page(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) TO madang_app;

-- Name: FUNCTION thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit integer, p_replies integer, p_at_key integer, p_at_id uuid) TO madang_app;

-- Name: FUNCTION transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.transparency(p_viewer bytea, p_from timestamp with time zone, p_to timestamp with time zone, p_statements boolean, p_limit integer, p_at_id uuid, p_site text, OUT outcome text, OUT version bigint, OUT body json) TO madang_app;

-- Name: FUNCTION versions(p_articles uuid[]); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.versions(p_articles uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.versions(p_articles uuid[]) TO madang_app;

-- Name: FUNCTION viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.viewer_secret(p_viewer bytea, OUT outcome text, OUT account uuid, OUT hash text, OUT name text, OUT email text) TO madang_app;

-- Name: FUNCTION votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]); Type: ACL; Schema: api_1; Owner: -

REVOKE ALL ON FUNCTION api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values integer[]) TO madang_app;

-- Name: FUNCTION account_json(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_json(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text) FROM PUBLIC;

-- Name: FUNCTION account_password(p_skeleton text, p_hash text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_password(p_skeleton text, p_hash text) FROM PUBLIC;

-- Name: FUNCTION account_role(p_skeleton text, p_role text, p_site text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.account_role(p_skeleton text, p_role text, p_site text) FROM PUBLIC;

-- Name: FUNCTION appeal_apply(p core.appeal, c core.comment, p_note text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_apply(p core.appeal, c core.comment, p_note text) FROM PUBLIC;

-- Name: FUNCTION appeal_independent(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_independent() FROM PUBLIC;

-- Name: FUNCTION appeal_json(p core.appeal, p_desk boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_json(p core.appeal, p_desk boolean) FROM PUBLIC;

-- Name: FUNCTION appeal_window(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeal_window() FROM PUBLIC;

-- Name: FUNCTION appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid) FROM PUBLIC;

-- Name: FUNCTION article_bump(p_article uuid, p_count integer, p_what text, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_bump(p_article uuid, p_count integer, p_what text, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION now(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.now() FROM PUBLIC;

-- Name: FUNCTION article_json(a core.article, p_site text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_json(a core.article, p_site text) FROM PUBLIC;

-- Name: FUNCTION article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT id uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, OUT outcome text, OUT id uuid) FROM PUBLIC;

-- Name: FUNCTION article_merge(p_into uuid, p_from uuid, OUT outcome text, OUT comments bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_merge(p_into uuid, p_from uuid, OUT outcome text, OUT comments bigint) FROM PUBLIC;

-- Name: FUNCTION article_rules(p_rules jsonb, p_article uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_rules(p_rules jsonb, p_article uuid) FROM PUBLIC;

-- Name: FUNCTION article_urls_canonicalize(p_rows jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.article_urls_canonicalize(p_rows jsonb) FROM PUBLIC;

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

-- Name: FUNCTION audit_sites(p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_sites(p_account uuid) FROM PUBLIC;

-- Name: FUNCTION audit_source_set(p_account uuid, p_network bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_source_set(p_account uuid, p_network bytea) FROM PUBLIC;

-- Name: FUNCTION audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb, p_private json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb, p_private json) FROM PUBLIC;

-- Name: FUNCTION author_count(p_author uuid, p_sites uuid[], p_state text, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.author_count(p_author uuid, p_sites uuid[], p_state text, p_max integer) FROM PUBLIC;

-- Name: FUNCTION before_edit(p_before bigint, p_all bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.before_edit(p_before bigint, p_all bigint) FROM PUBLIC;

-- Name: FUNCTION case_close(p_comment uuid, p_as text, p_revision integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_close(p_comment uuid, p_as text, p_revision integer) FROM PUBLIC;

-- Name: FUNCTION case_detail_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_detail_json(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION case_json(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.case_json(p_comment uuid) FROM PUBLIC;

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

-- Name: FUNCTION claims_left(p_account uuid, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.claims_left(p_account uuid, p_max integer) FROM PUBLIC;

-- Name: FUNCTION claims_renew(p_account uuid, p_lease integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.claims_renew(p_account uuid, p_lease integer) FROM PUBLIC;

-- Name: FUNCTION clock_accept(OUT doubt text, OUT since text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.clock_accept(OUT doubt text, OUT since text) FROM PUBLIC;

-- Name: FUNCTION clock_set(p_offset interval); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.clock_set(p_offset interval) FROM PUBLIC;

-- Name: FUNCTION comment_json(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_json(c core.comment) FROM PUBLIC;

-- Name: FUNCTION comment_marks(p_marks jsonb, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_marks(p_marks jsonb, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION comment_move(c core.comment, p_state text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.comment_move(c core.comment, p_state text) FROM PUBLIC;

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

-- Name: FUNCTION desk_access(w core.viewer_state, p_rank integer, OUT outcome text, OUT body json, OUT sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_access(w core.viewer_state, p_rank integer, OUT outcome text, OUT body json, OUT sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION desk_site(p_key text, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.desk_site(p_key text, p_sites uuid[]) FROM PUBLIC;

-- Name: FUNCTION dsa_codes(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_codes() FROM PUBLIC;

-- Name: FUNCTION dsa_fault(p jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_fault(p jsonb) FROM PUBLIC;

-- Name: FUNCTION dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision integer, p_reason text, p_source text, p_automated boolean, p_at timestamp with time zone, p_until timestamp with time zone, p_content_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision integer, p_reason text, p_source text, p_automated boolean, p_at timestamp with time zone, p_until timestamp with time zone, p_content_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION epoch(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.epoch() FROM PUBLIC;

-- Name: FUNCTION figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.figures(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION fit_count(p_items json[], p_share double precision); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.fit_count(p_items json[], p_share double precision) FROM PUBLIC;

-- Name: FUNCTION folded(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.folded(p_text text) FROM PUBLIC;

-- Name: FUNCTION found_account_json(p_account uuid, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.found_account_json(p_account uuid, p_sites uuid[]) FROM PUBLIC;

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

-- Name: FUNCTION house_rule(p_site uuid, p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.house_rule(p_site uuid, p_reason text) FROM PUBLIC;

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

-- Name: FUNCTION illegal_case(p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_case(p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION illegal_decided(p_comment uuid, p_outcome text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_decided(p_comment uuid, p_outcome text) FROM PUBLIC;

-- Name: FUNCTION illegal_json(i core.illegal_notice); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.illegal_json(i core.illegal_notice) FROM PUBLIC;

-- Name: FUNCTION job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) FROM PUBLIC;

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

-- Name: FUNCTION marks_drop(p_article uuid, p_comment uuid, p_shown boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.marks_drop(p_article uuid, p_comment uuid, p_shown boolean) FROM PUBLIC;

-- Name: FUNCTION network_record(p_account uuid, p_network text, p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.network_record(p_account uuid, p_network text, p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION notice_json(n core.notice); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_json(n core.notice) FROM PUBLIC;

-- Name: FUNCTION notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid, p_decision uuid, p_sanction uuid, p_body json, p_mail boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid, p_decision uuid, p_sanction uuid, p_body json, p_mail boolean) FROM PUBLIC;

-- Name: FUNCTION notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb) FROM PUBLIC;

-- Name: FUNCTION notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text, p_again boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text, p_note text, p_again boolean) FROM PUBLIC;

-- Name: FUNCTION outranks(p_account uuid, p_other uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.outranks(p_account uuid, p_other uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION own_comment_json(c core.comment); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.own_comment_json(c core.comment) FROM PUBLIC;

-- Name: FUNCTION page_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.page_max() FROM PUBLIC;

-- Name: FUNCTION pinned(p_article uuid, p_ids jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.pinned(p_article uuid, p_ids jsonb) FROM PUBLIC;

-- Name: FUNCTION power(p_account uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.power(p_account uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION propagate_visibility(p_article uuid, p_parent uuid, p_delta integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.propagate_visibility(p_article uuid, p_parent uuid, p_delta integer) FROM PUBLIC;

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

-- Name: FUNCTION reasons_json(p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reasons_json(p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION record_json(p_author uuid, p_sites uuid[], p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.record_json(p_author uuid, p_sites uuid[], p_max integer) FROM PUBLIC;

-- Name: FUNCTION recount(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.recount() FROM PUBLIC;

-- Name: FUNCTION related_days(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.related_days() FROM PUBLIC;

-- Name: FUNCTION related_json(p_account uuid, p_days integer, p_sites uuid[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.related_json(p_account uuid, p_days integer, p_sites uuid[]) FROM PUBLIC;

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

-- Name: FUNCTION reports_reset(c core.comment, p_decision uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.reports_reset(c core.comment, p_decision uuid) FROM PUBLIC;

-- Name: FUNCTION restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restored(p_gap jsonb, OUT since text, OUT until text, OUT sessions bigint, OUT articles bigint) FROM PUBLIC;

-- Name: FUNCTION restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restriction(w core.viewer_state, p_article uuid, p_site uuid, p_state text, p_mode text, p_closes_at timestamp with time zone, p_slow integer) FROM PUBLIC;

-- Name: FUNCTION restriction_of(p_account uuid, p_site uuid, p_kind text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restriction_of(p_account uuid, p_site uuid, p_kind text) FROM PUBLIC;

-- Name: FUNCTION restrictions(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone, p_below uuid, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.restrictions(p_sites uuid[], p_from timestamp with time zone, p_to timestamp with time zone, p_below uuid, p_max integer) FROM PUBLIC;

-- Name: FUNCTION rfc3339(p_at timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rfc3339(p_at timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION role_rank(p_role text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.role_rank(p_role text) FROM PUBLIC;

-- Name: FUNCTION rule_newcomer(p_rule jsonb, p_author uuid, p_since timestamp with time zone, p_at timestamp with time zone, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_newcomer(p_rule jsonb, p_author uuid, p_since timestamp with time zone, p_at timestamp with time zone, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION rule_record(p_rule jsonb, p_author uuid, p_site uuid, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_record(p_rule jsonb, p_author uuid, p_site uuid, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamp with time zone, p_author uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamp with time zone, p_author uuid) FROM PUBLIC;

-- Name: FUNCTION rule_short(p_rule jsonb, p_characters integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_short(p_rule jsonb, p_characters integer) FROM PUBLIC;

-- Name: FUNCTION rule_velocity(p_rule jsonb, p_author uuid, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.rule_velocity(p_rule jsonb, p_author uuid, p_comment uuid) FROM PUBLIC;

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

-- Name: FUNCTION sanction_end(n core.sanction, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_end(n core.sanction, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION sanction_json(n core.sanction); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_json(n core.sanction) FROM PUBLIC;

-- Name: FUNCTION sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid, OUT outcome text, OUT body json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid, OUT outcome text, OUT body json) FROM PUBLIC;

-- Name: FUNCTION sanctioned_json(p_kind text, p_until timestamp with time zone); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sanctioned_json(p_kind text, p_until timestamp with time zone) FROM PUBLIC;

-- Name: FUNCTION search_enqueue(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_enqueue() FROM PUBLIC;

-- Name: FUNCTION search_pattern(p_text text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_pattern(p_text text) FROM PUBLIC;

-- Name: FUNCTION search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean, p_state boolean, p_sanctioned boolean, p_reason boolean, p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean, p_state boolean, p_sanctioned boolean, p_reason boolean, p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean) FROM PUBLIC;

-- Name: FUNCTION second_needed(s core.site, p_account uuid, p_action text, p_reason text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.second_needed(s core.site, p_account uuid, p_action text, p_reason text) FROM PUBLIC;

-- Name: FUNCTION session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea) FROM PUBLIC;

-- Name: FUNCTION session_ended(p_key uuid, p_token bytea, p_session uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.session_ended(p_key uuid, p_token bytea, p_session uuid) FROM PUBLIC;

-- Name: FUNCTION settings_json(s core.site, p_version integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_json(s core.site, p_version integer) FROM PUBLIC;

-- Name: FUNCTION settings_missing_reasons(s core.site, p_settings jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_missing_reasons(s core.site, p_settings jsonb) FROM PUBLIC;

-- Name: FUNCTION settings_version_add(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.settings_version_add() FROM PUBLIC;

-- Name: FUNCTION signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.signals_keep(p_site uuid, p_rules jsonb, p_rules_version integer, c core.comment, p_signals json, p_hits jsonb) FROM PUBLIC;

-- Name: FUNCTION site_access(p_account uuid, p_sites uuid[], p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_access(p_account uuid, p_sites uuid[], p_site uuid) FROM PUBLIC;

-- Name: FUNCTION site_make(p_id uuid, p_key text, p_title text, p_origins text[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_make(p_id uuid, p_key text, p_title text, p_origins text[]) FROM PUBLIC;

-- Name: FUNCTION site_rank(p_account uuid, p_site uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_rank(p_account uuid, p_site uuid) FROM PUBLIC;

-- Name: FUNCTION site_token_make(p_id uuid, p_site text, p_name text, p_token bytea); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.site_token_make(p_id uuid, p_site text, p_name text, p_token bytea) FROM PUBLIC;

-- Name: FUNCTION sites_moderated(p_account uuid, p_rank integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sites_moderated(p_account uuid, p_rank integer) FROM PUBLIC;

-- Name: FUNCTION sites_of(p_account uuid, p_roles text[]); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sites_of(p_account uuid, p_roles text[]) FROM PUBLIC;

-- Name: FUNCTION skew_max(); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.skew_max() FROM PUBLIC;

-- Name: FUNCTION slow_until(p_account uuid, p_article uuid, p_slow integer, p_comment uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.slow_until(p_account uuid, p_article uuid, p_slow integer, p_comment uuid) FROM PUBLIC;

-- Name: FUNCTION span_json(p_sanction uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_json(p_sanction uuid) FROM PUBLIC;

-- Name: FUNCTION span_reject(s core.sanction_span, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_reject(s core.sanction_span, p_max integer) FROM PUBLIC;

-- Name: FUNCTION span_restore(n core.sanction, p_by uuid, p_entry uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_restore(n core.sanction, p_by uuid, p_entry uuid) FROM PUBLIC;

-- Name: FUNCTION span_undo(s core.sanction_span, p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.span_undo(s core.sanction_span, p_max integer) FROM PUBLIC;

-- Name: FUNCTION state_rules(p_document jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.state_rules(p_document jsonb) FROM PUBLIC;

-- Name: FUNCTION statement(p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.statement(p_site uuid, p_action text, p_since timestamp with time zone, p_until timestamp with time zone, p_reason text, p_moderator uuid, p_rule text, p_note text) FROM PUBLIC;

-- Name: FUNCTION sweep_articles(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_articles(p_max integer) FROM PUBLIC;

-- Name: FUNCTION sweep_clock(p_clock json); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_clock(p_clock json) FROM PUBLIC;

-- Name: FUNCTION sweep_networks(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_networks(p_max integer) FROM PUBLIC;

-- Name: FUNCTION sweep_queues(p_max integer, p_outbox integer, p_journal integer, OUT mails integer, OUT entries integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_queues(p_max integer, p_outbox integer, p_journal integer, OUT mails integer, OUT entries integer) FROM PUBLIC;

-- Name: FUNCTION sweep_report_notifications(p_max integer); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.sweep_report_notifications(p_max integer) FROM PUBLIC;

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

-- Name: FUNCTION took_part(p_appeal core.appeal, p_account uuid); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.took_part(p_appeal core.appeal, p_account uuid) FROM PUBLIC;

-- Name: FUNCTION undo_notify(c core.comment, d core.decision, p_case jsonb); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.undo_notify(c core.comment, d core.decision, p_case jsonb) FROM PUBLIC;

-- Name: FUNCTION undo_one(p_account uuid, p_decision uuid, p_entry uuid, OUT outcome text, OUT version bigint); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.undo_one(p_account uuid, p_decision uuid, p_entry uuid, OUT outcome text, OUT version bigint) FROM PUBLIC;

-- Name: FUNCTION url_key(p_url text); Type: ACL; Schema: core; Owner: -

REVOKE ALL ON FUNCTION core.url_key(p_url text) FROM PUBLIC;

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
