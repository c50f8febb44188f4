/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Views make the documents that templates render from the JSON of the API. They are pure functions of JSON and time,
 * without a request or a query, so a test can draw a page from a sample.
 * The caller owns every json_t that a view returns, and keeps those it passes. A view adds members to passed nodes.
 */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "request/mount.h"

/* The reader of a page, and the page's place. */
struct page_context {
	const char *here;  /* path and query of this page, for the way back from sign-in */
	const char *token; /* the form token; "" without a session */
	const char *key;   /* a UUID of this page, the idempotency key of its forms; "" without a session */
	bool signed_in;	   /* the request has a session cookie; account may still be NULL */
	json_t *account;   /* {"id","username","role",…}, or NULL: not loaded */
	int64_t now_ms;	   /* wall clock, for "5 minutes ago"; or NOW_NEVER */
	const char *base;  /* the URL of this server, as other sites link to it */
	const char *at;	   /* the part of the site: "desk", "account" or "" (the discussion) */
	const char *root;  /* ROOT_PAGE or ROOT_FRAME */
	const char *
	    theme; /* of a discussion's page: "light", "dark", "auto": as the browser's; "": as "auto", on a background of its own; NULL: as "" */
	json_t *sites; /* all sites: [{"key","title","reasons":{code: title}}]; valid in this step only */
	long unread;   /* the account's unread notifications and notices, at most 100 */
	const char *terms_version, *terms_url, *privacy_url; /* NULL: there are none */
	const struct mount *mount;			     /* the text before paths, for HTML that no template makes */
	json_t *own;	  /* keys of the sites where the account may moderate; null or NULL: all */
	const char *site; /* the key of the site that the desk is limited to; NULL: all */
	json_t *roles;	  /* its roles at the desk: [{"role","site","permissions"}]; NULL: none */
};

#define ROOT_PAGE  "/a"	    /* discussions as pages of their own */
#define ROOT_FRAME "/embed" /* discussions in a frame on a page of the newspaper */
bool view_framed(const struct page_context *);
/* A path of a discussion, with the theme of this page. Takes path. */
json_t *view_themed(const struct page_context *, json_t *path) MUST_USE;

#define NOW_NEVER 0 /* a cached page: absolute times */

/* A document for head.html and foot.html. Search engines leave the page out unless view_put_about() follows. */
json_t *view_root(const struct page_context *, const char *title) MUST_USE;
/* The title at the top of the page, and where it leads: to the site's front page, else to the recent discussions. NULL: as of view_site_title(). */
void view_put_brand(json_t *root, const struct page_context *, const char *site);
/* The title of a site (its key). NULL or unknown: of the only site, else of this program. */
const char *view_site_title(const struct page_context *, const char *site);
/* The time zone of a site (its key), by its IANA name. NULL: of the only site. */
const char *view_site_zone(const struct page_context *, const char *site);
/* A page as search engines and other sites describe it: its title, a sentence, its canonical path. */
struct page_about {
	const char *site; /* key, or NULL */
	const char *title;
	json_t *description;
	const char *path; /* of the page's first part in the default order */
	const char *type; /* Open Graph: "article" or "website" */
	bool index;	  /* search engines may list this very page */
};
/* Takes the description. */
void view_put_about(json_t *root, const struct page_context *, const struct page_about *);
/* A line at the top of the page; kind: "done", "wait" or "bad". Returns it, so that the caller can add an undo. */
json_t *view_flash(json_t *root, const char *kind, const char *text);
/* Adds a failed check to the summary, which links to the field. */
void view_error(json_t *root, const char *field, const char *text);

bool view_moderates(const struct page_context *);
/* May the account act in this area of the desk (core.role_permissions) on a site? Does it as admin? site NULL: on any. */
bool view_may(const struct page_context *, const char *site, const char *permission);
bool view_admin(const struct page_context *, const char *site, const char *permission);
/* The reader's account id, or "". */
const char *view_me(const struct page_context *);

/* The boxes of permissions.html, one for each area that the account may give; chosen: the ticked ones, NULL: all. */
void view_put_areas(const struct page_context *, json_t *form, const json_t *chosen);
/* The same as fields of a form; sent: ticked areas separated by spaces, NULL: all. */
void view_area_choices(const struct page_context *, json_t *root, const char *sent);
/* "Moderator on The Courier", "Moderator on all sites, for cases and articles only". one: a role with its site and areas. */
json_t *view_role_held(const struct page_context *, const json_t *one) MUST_USE;

/* ---- the sites where the account may moderate */

/* Is the site (its key) one of them? NULL: yes. */
bool view_own_site(const struct page_context *, const char *key);
/* Their number. */
unsigned view_own_sites(const struct page_context *);
/* Options for a list; first is the label of none. NULL: there is at most one site. */
json_t *view_sites(const struct page_context *, const char *first, const char *chosen) MUST_USE;
/* sites.html: links to this page for each site, and with all for all sites. Nothing for one site. */
void view_put_sites(const struct page_context *, json_t *root, const char *current, bool all);
/* The label of none: "All sites" for accounts that may act on all, else "Choose a site". */
const char *view_every_site(const struct page_context *);

/* ---- small parts */
json_t *view_string(const char *format, ...) PRINTF_LIKE(1, 2) MUST_USE;
/* {"iso","text","full"}: "5 minutes ago" and "23 November 2026, 08:15 UTC"; NOW_NEVER: text is full too. null for NULL or no time. */
json_t *view_time(const char *rfc3339, int64_t now_ms) MUST_USE;
/* The same in the time zone of a site (its key): "23 November 2026, 09:15 UTC+1". */
json_t *view_site_time(const struct page_context *, const char *site, const char *rfc3339) MUST_USE;
#define VIEW_AGO 40
/* Milliseconds since 1970 of an RFC 3339 time in UTC; -1: not a time. */
int64_t view_ms(const char *rfc3339);
/* The HTML of a comment's text, with its mentions as links (mention.c). null for null. */
json_t *view_comment_html(const struct page_context *, json_t *html) MUST_USE;
/* "1 comment", "12 comments". */
json_t *view_count(long n, const char *one, const char *many) MUST_USE;
/* The label of a rule; an unknown code is returned unchanged. */
const char *view_rule(const char *code);
/* The label of a reason on a site (its key; NULL: any); an unknown code is returned unchanged. */
const char *view_reason(const struct page_context *, const char *site, const char *code);
/* The label of a role; an unknown role is returned unchanged. */
const char *view_role(const char *role);
/* "Staff", "Moderator", "Admin"; null for other roles. */
json_t *view_badge(const char *role) MUST_USE;
/* The badge beside a comment: of the role, else the newspaper's for its reader, else null. */
json_t *view_author_badge(const json_t *author) MUST_USE;
/* "Rule: reason", or the label of the rule alone if the reason is "other". */
json_t *view_rule_reason(const struct page_context *, const char *rule, const char *reason) MUST_USE;
/* The beginning of a text, cut between characters. */
json_t *view_excerpt(const char *text) MUST_USE;
/* Options: the reasons of decisions on a site (NULL: on any of the account's). first is the label of none. */
json_t *view_reasons(const struct page_context *, const char *site, const char *first, const char *chosen) MUST_USE;
/* Adds to each label the title that the comment's author reads: {code: title}, or NULL. */
void view_translate_reasons(json_t *options, const json_t *titles);
#define NO_REASON "Choose a reason"
/* The i-th reason of every site (its code); NULL behind the last. */
const char *view_common_reason(size_t i);
bool view_reason_is_common(const char *code);
/* The reasons of a report on a site (NULL: any), for radio buttons. */
json_t *view_report_reasons(const struct page_context *, const char *site, const char *name, const char *chosen) MUST_USE;
/* A member that is a string, else fallback. */
const char *view_get(const json_t *object, const char *name, const char *fallback);
/* Is the member this string? */
bool view_is(const json_t *object, const char *name, const char *value);
/* A member that is an integer, else 0. */
long view_int(const json_t *object, const char *name);
/* Does the array have this string? */
bool view_contains(const json_t *array, const char *word);
/* here with this parameter (value NULL: without it); parameters that a redirect after a form added are dropped. */
json_t *view_with(const char *here, const char *name, const char *value) MUST_USE;
/* here with the page of a list at cursor (NULL: the first page). */
json_t *view_cursor(const char *here, const char *cursor) MUST_USE;
bool view_is_id(const char *s);
/* A parameter of here, decoded; "" if it is absent. */
json_t *view_query(const char *here, const char *name) MUST_USE;
/* The desk's navigation; here: the path of the current entry. */
void view_nav(json_t *root, const struct page_context *, const char *here);
/* Links to the next page of a list and to its first (pager.html); next: a cursor, or NULL. */
void view_pager(const struct page_context *, json_t *root, const char *next, const char *more);
/* Sets a member; takes value. */
void view_put(json_t *object, const char *name, json_t *value);
/* Sets the member {"list": list} unless the list is empty; takes list. */
void view_put_list(json_t *object, const char *name, json_t *list);
/* Adds {"name","value"} to a list of facts; takes value. */
void view_add_fact(json_t *facts, const char *name, json_t *value);
/*
 * A path of this server to go back to: one '/' at its start, no control characters, no space, no '\' (which WHATWG URL
 * reads as '/'), at most 2000 bytes. Anything else becomes "/".
 */
const char *view_back(const char *path);

/* ---- who may write */
/* The cause that closes an article to comments: "article", "time" or "site"; NULL: it is open. */
const char *view_closed(const struct page_context *, const json_t *article);
/* The article or its site is premoderated. */
bool view_premoderated(const struct page_context *, const json_t *article);
/* The site's setting fold_votes; 0: no comment is folded. */
long view_fold_votes(const struct page_context *, const json_t *article);
/* The conditions for writing there, as sentences. */
json_t *view_terms(const struct page_context *, const json_t *article) MUST_USE;
/* Does the restriction of MINE_PAGE forbid writing? Does it also forbid votes and reports? */
bool view_stops(const json_t *restriction);
bool view_banned(const json_t *restriction);
/* The line in place of a form (bar.html): what, end, reason, links. by: a cause of view_closed(). */
json_t *view_bar(const char *what) MUST_USE;
json_t *view_bar_closed(const char *by) MUST_USE;
/* The line for a restriction on a site (its key); NULL: the kind is unknown. */
json_t *view_restriction(const struct page_context *, const char *site, const json_t *restriction) MUST_USE;

/* A site's house rules: {"site","title","rules":[{"reason","title","text"}]}. */
json_t *view_house_rules(const struct page_context *, json_t *doc) MUST_USE;

/* ---- comments */
struct node_context {
	const struct page_context *page;
	const char *article; /* id */
	const char *site;    /* key of the article's site; NULL: the only one */
	const char *back;    /* path of the page that shows the comment */
	const char *sort;    /* "" for the default */
	const json_t *mine;  /* the body of MINE_PAGE, or NULL */
	bool closed;	     /* this reader cannot write here */
	bool banned;	     /* this reader cannot vote or report */
	long fold;	     /* comments with so many more votes down than up are folded; 0: none */
	int64_t window_ms;   /* the edit window */
};
/* A node of a document for comment.html. Views of nodes leave their document unchanged, because readers share it. */
json_t *view_comment(const struct node_context *, const json_t *node) MUST_USE;
/* The same for a list of branch.html: with replies. */
json_t *view_branches(const struct node_context *, const json_t *nodes) MUST_USE;
/* The form votes.html of a comment: its counts {"up","down"} and the reader's own vote. */
json_t *view_vote(const struct node_context *, const char *id, const json_t *counts, long mine) MUST_USE;

/* ---- pages */
struct thread_context {
	const char *root;    /* of the page's context */
	const char *theme;   /* of the page's context */
	const char *article; /* id */
	const char *comment; /* permalinks: id; else NULL */
	const char *sort;    /* newest, oldest, best, replies, picks */
	const char *cursor;  /* NULL on the first page */
	int64_t window_ms;
	int length_max; /* characters of a comment */
};
/* page: the API's thread page. mine: the body of MINE_PAGE, or NULL. */
json_t *view_thread(const struct page_context *, const struct thread_context *, const json_t *page, const json_t *mine) MUST_USE;
/* The overlay of a page that view_thread() or view_permalink() drew for everybody. mine: the body of MINE_PAGE, of no ids. */
json_t *view_own_parts(const struct page_context *, const struct thread_context *, const json_t *mine) MUST_USE;
/* The list of recent discussions; doc: of RECENT. */
json_t *view_home(const struct page_context *, json_t *doc) MUST_USE;
/* page: the same as of view_thread(). base: the URL of this server, as other sites link to it. */
json_t *view_fragment(const struct page_context *, const json_t *page, const char *base) MUST_USE;
/* page: {"article","comment","ancestors","comments","next"}. */
json_t *view_permalink(const struct page_context *, const struct thread_context *, const json_t *page,
    const json_t *mine) MUST_USE;

json_t *view_desk(const struct page_context *, const json_t *list, const char *view, const char *cursor) MUST_USE;
/* The label of a view of the desk; NULL: there is no such view. */
const char *view_queue_name(const char *code);
/* full: for the case's page, with all tools; else a card of a list. */
json_t *view_case(const struct page_context *, json_t *one, const char *back, bool full) MUST_USE;
/*
 * A box to tick for bulk decisions, with the reason of this case alone (pick.html, pick_reason.html). reasons: as from
 * view_reasons(), shared. view_picked(): is the box ticked at first? group: of the case (its member alike), or NULL.
 */
json_t *view_pick(const char *id, json_int_t version, bool checked, json_t *reasons) MUST_USE;
bool view_picked(const struct page_context *, const char *group);
#define ALIKE_MAX 100 /* where core.alike_json() stops counting */
/* The form that decides the ticked cases (bulk.html). */
void view_bulk(const struct page_context *, json_t *root, const char *back);
/*
 * The results of bulk decisions: {"results" of DECIDE, "versions":{id:n}, "reasons":{id:code}, "action","reason","note",
 * "message","back"}. Refused cases can be decided again on the page.
 */
json_t *view_bulk_done(const struct page_context *, json_t *doc) MUST_USE;
/* The results of undoing bulk decisions: {"undone":n, "refused":[{"code","case"}], "back"}; case: as it is now, or null. */
json_t *view_bulk_undone(const struct page_context *, json_t *doc) MUST_USE;
/* Links to lists of other lengths (list_size.html). */
void view_put_sizes(const struct page_context *, json_t *root);
/* The sentence of a refused decision. */
const char *view_refusal(const char *code);
/* The difference of two texts: [{"text","same","gone","new"}]. */
json_t *view_diff(const char *before, const char *after) MUST_USE;
/* Adds changes of the text, removed comments of the author and precedents, from the body of CASE_GET. */
void view_put_history(const struct page_context *, json_t *root, const json_t *one);
/* What happened to a case (CASE_GET) since its moderator saw this revision (0: unknown), and who did it. */
json_t *view_conflict(const struct page_context *, const json_t *one, long revision) MUST_USE;
json_t *view_case_page(const struct page_context *, json_t *one) MUST_USE;
json_t *view_log(const struct page_context *, json_t *list) MUST_USE;
/* Decisions for decision_list.html. */
json_t *view_decisions(const struct page_context *, const json_t *list) MUST_USE;
/* Labels of a comment's state ("Held") and of an action ("Rejected"). */
const char *view_state(const char *state);
const char *view_action(const char *action);
/* "12 published, 3 rejected"; null without a record. */
json_t *view_record(const json_t *record) MUST_USE;
/* An account at the desk: record, sanctions, decisions, notes. */
json_t *view_person(const struct page_context *, json_t *account) MUST_USE;
/*
 * A site's rules: {"site","version","current","mode","rules"}. Optional: "text" (the rules as sent), "error", and
 * "report" of a dry run.
 */
json_t *view_rules(const struct page_context *, json_t *doc) MUST_USE;
/* A site's settings as in the API. Optional: "draft" (the settings as sent), "failures" of the check, "error". */
json_t *view_settings(const struct page_context *, json_t *doc) MUST_USE;
/* The version of either document: its number, author and time, and a link to the former version. path: of the page. */
void view_put_version(json_t *root, const json_t *doc, const char *path);
json_t *view_rule_hits(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_articles(const struct page_context *, json_t *doc) MUST_USE;
bool view_article_state_known(const char *state);
json_t *view_search(const struct page_context *, json_t *list) MUST_USE;
json_t *view_transparency(const struct page_context *, json_t *doc) MUST_USE;
/* A job: {"job", "sample"}; sample only in the preview. */
json_t *view_job(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_jobs(const struct page_context *, json_t *doc) MUST_USE;
/* Options: all rules; the first is "Any". */
json_t *view_rules_known(const char *chosen) MUST_USE;
/* The systems that a site is connected with (CONNECTIONS). */
json_t *view_connections(const struct page_context *, json_t *doc) MUST_USE;
/*
 * The form of a provider. doc: of CONNECTIONS, with provider (absent: a new one), chosen (its name),
 * and after a refusal typed (the settings), field and error.
 */
json_t *view_provider_form(const struct page_context *, json_t *doc) MUST_USE;
/* The form of an API token: its name and days as they were sent, or NULL; scopes: [{name, help, checked}], taken. */
json_t *view_token_form(const struct page_context *, const char *site, const char *name, const char *days,
    json_t *scopes) MUST_USE;
/* The page that shows a new token once. */
json_t *view_token_made(const struct page_context *, const char *site, const char *name, const char *token) MUST_USE;
/* The staff of the account's sites (STAFF_LIST). */
json_t *view_staff(const struct page_context *, json_t *list) MUST_USE;
/* The form of an invitation, with the values that were sent; NULL: none. */
struct view_invitation {
	const char *name, *email, *role, *site, *permissions;
};
json_t *view_invite(const struct page_context *, const struct view_invitation *sent) MUST_USE;
json_t *view_audit(const struct page_context *, json_t *list) MUST_USE;

/* doc: of ACCOUNT_PAGE. */
json_t *view_account(const struct page_context *, json_t *doc) MUST_USE;
/* The fields of the account's forms. */
void view_name_field(json_t *form, const char *value);
void view_email_fields(json_t *form, const char *value);
void view_language_field(json_t *form, const char *value);
/* Adds the box to accept the terms; nothing without terms. */
void view_terms_field(const struct page_context *, json_t *form, bool checked);
/* The links to the terms and the privacy notice. */
json_t *view_terms_links(const struct page_context *) MUST_USE;
/* Roles that wait for consent: {"id","what"}, "Moderator on The Courier". */
json_t *view_role_offers(const struct page_context *, const json_t *offers) MUST_USE;
/* verify_mail.html: a sentence and a button that sends the mail again; back: the page that follows. */
void view_put_verify(json_t *root, const char *text, const char *back);
/* The heading of a notice by its kind alone. */
const char *view_notice_heading(const char *kind);
json_t *view_replies(const struct page_context *, json_t *list) MUST_USE;
json_t *view_follows(const struct page_context *, json_t *list) MUST_USE;
json_t *view_passkeys(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_security(const struct page_context *, json_t *doc) MUST_USE; /* doc: of FACTOR_LIST */
/* path: the QR code (text/qr.h); NULL: none. */
json_t *view_app_setup(const struct page_context *, const char *secret, const char *link, const char *path, int width) MUST_USE;
json_t *view_recovery_codes(const struct page_context *, json_t *codes) MUST_USE; /* takes codes */
json_t *view_mutes(const struct page_context *, json_t *list) MUST_USE;
/* An account's page, with its comments. */
json_t *view_profile(const struct page_context *, json_t *page) MUST_USE;
json_t *view_notifications(const struct page_context *, json_t *list) MUST_USE;
json_t *view_notices(const struct page_context *, json_t *list) MUST_USE;
/* The label of an appeal's state. */
const char *view_appeal_state(const char *state);
json_t *view_my_appeals(const struct page_context *, json_t *list) MUST_USE;
/* The tabs of the account's pages; here: the path of the current tab. */
void view_tabs(json_t *root, const char *here);
/* "Banned": a kind of sanction, as moderators read it; "Erased": a state of an account. */
const char *view_sanction_label(const char *kind);
const char *view_account_state(const char *state);
/* "You are banned": a kind of sanction, as its account reads it. */
const char *view_sanction(const char *kind);

/* The most frequent reason of a case's reports and hits about its current text, or NULL. */
const char *view_likely_reason(const json_t *one);
/* What the form of a sanction from a case holds. reason NULL: the one that the case names. view, article: its list, or NULL. */
struct ban_draft {
	const char *kind, *days, *where, *reason, *comments, *message, *note, *version;
	bool decide;
	const char *view, *article, *back; /* back: to the case */
};
/* Is this one of the form's lengths? */
bool view_ban_days(const char *days);
/* doc: of SANCTION_PREVIEW. */
json_t *view_ban(const struct page_context *, const json_t *doc, const struct ban_draft *) MUST_USE;
/* Reported names at the desk. */
json_t *view_names(const struct page_context *, json_t *list) MUST_USE;
json_t *view_appeals(const struct page_context *, json_t *list) MUST_USE;
json_t *view_illegal(const struct page_context *, json_t *notice) MUST_USE;

/* ---- forms (form.html) */
json_t *view_form(const struct page_context *, const char *heading, const char *action, const char *button) MUST_USE;
/* An input: its type, its autocomplete token (fill), its value. */
json_t *view_field(json_t *root, const char *name, const char *label, const char *type, const char *fill, const char *value);
/* A text area; a list (takes options, of view_options() or view_reasons()); a box to tick. */
json_t *view_text(json_t *root, const char *name, const char *label, const char *value, int rows);
json_t *view_select(json_t *root, const char *name, const char *label, json_t *options);
json_t *view_choice(json_t *root, const char *name, const char *label, bool checked);
/* The field may stay empty. */
void view_optional(json_t *field);
struct view_option {
	const char *value, *label;
};
json_t *view_options(const struct view_option *, size_t n, const char *chosen) MUST_USE;
/* The label of a value in a list, else fallback. */
const char *view_label(const struct view_option *, size_t n, const char *value, const char *fallback);
void view_hint(json_t *field, const char *hint);
void view_hidden(json_t *root, const char *name, const char *value);
/* The large text area of a form, behind its other fields. */
json_t *view_area(json_t *root, const char *name, const char *label, const char *value, int rows, bool needed);
/* Shows a failed check beside its field and in the summary. */
void view_form_error(json_t *root, const char *field, const char *text);
/* A link below the form. */
void view_other(json_t *root, const char *text, const char *href, const char *link);

/* The sentence of a failed check's or a problem's code; a sentence is returned unchanged. */
const char *view_sentence(const char *code);

/* The page of a problem (error.html). */
json_t *view_problem(const struct page_context *, int status, const char *detail) MUST_USE;
void view_link(json_t *root, const char *text, const char *href);
void view_fact(json_t *root, const char *name, const char *value);

#endif
