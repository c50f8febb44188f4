/*
 * Views: from the API's JSON to the documents that templates are rendered over.
 * Pure functions of JSON, time and settings: no request, no question, so that
 * every page can be drawn and tested from a sample. All json_t that come back
 * are the caller's; those handed in are borrowed, nodes are decorated in place.
 */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

/* What every page knows of its reader. */
struct page_context {
	const char *here;  /* path and query of this page: the way back from sign-in */
	const char *token; /* the form token; "" without a session */
	const char *key;   /* a UUID of this rendering, for forms that make something; "" without a session */
	bool signed_in;	   /* a session cookie came along, whether or not account is known */
	json_t *account;   /* {"id","username","role",…} as the overlay gave it, or NULL */
	int64_t now_ms;	   /* wall clock, for "5 minutes ago"; or one of the two below */
	const char *at;	   /* "desk", "account" or "": the part of the site this page is in */
	json_t *sites;	   /* all: [{"key","title","reasons":{code: title}}]; borrowed for this turn */
	json_t *own;	   /* at the desk, the keys of those that are the account's; null or NULL: all are */
};

#define NOW_NEVER 0    /* a page that is kept: absolute times */
#define NOW_LATER (-1) /* an outline: a gap (gap.h) where the others say "5 minutes ago" */

/* A document with what head.html and foot.html need. */
json_t *view_root(const struct page_context *, const char *title) MUST_USE;
/* A line on top of the page; kind: "done", "wait" or "bad". Returns the flash, for a link or an undo. */
json_t *view_flash(json_t *root, const char *kind, const char *text);
/* One failed check: listed in the summary, which links to the field. */
void view_error(json_t *root, const char *field, const char *text);

bool view_moderates(const struct page_context *);
/* As the reader is called, also while nobody is known. */
const char *view_name(const struct page_context *);
/* The reader's account id, or "" when nobody is known. */
const char *view_me(const struct page_context *);

/* How many there are. */
unsigned view_own_sites(const struct page_context *);
/* A list of them to choose from; the first is none of them. NULL where there is no choice. */
json_t *view_sites(const struct page_context *, const char *first, const char *chosen) MUST_USE;
/* sites.html: the same page for each of the reader's sites, and (all) for all of them; nothing where there is one. */
void view_put_sites(const struct page_context *, json_t *root, const char *current, bool all);
/* The first where something is done: "All sites" for who may act on all, else a choice has to be made. */
const char *view_every_site(const struct page_context *);

/* ---- small parts */
json_t *view_string(const char *format, ...) PRINTF_LIKE(1, 2) MUST_USE;
/* {"iso","text","full"}: "5 minutes ago" and "23 November 2026, 08:15 UTC"; NOW_NEVER: text is full too. null for NULL or no time. */
json_t *view_time(const char *rfc3339, int64_t now_ms) MUST_USE;
#define VIEW_AGO 40
/* "5 minutes ago", or the date where that is longer ago than a week. */
void view_ago(int64_t ms, int64_t now_ms, char out[VIEW_AGO]);
/* Milliseconds since 1970 of an RFC 3339 time in UTC; -1 if it is none. */
int64_t view_ms(const char *rfc3339);
/* "1 comment", "12 comments". */
json_t *view_count(long n, const char *one, const char *many) MUST_USE;
/* A rule's code in words; one we do not know comes back as it is. */
const char *view_rule(const char *code);
/* A reason's code in the words of its site (by key; NULL: of any); one we do not know comes back as it is. */
const char *view_reason(const struct page_context *, const char *site, const char *code);
/* "Staff", "Moderator", "Admin"; null for readers. */
json_t *view_badge(const char *role) MUST_USE;
/* A reason as its author or a moderator reads it: the rule's own words, with the reason unless it is "other". */
json_t *view_rule_reason(const struct page_context *, const char *rule, const char *reason) MUST_USE;
/* The beginning of a text, cut between characters. */
json_t *view_excerpt(const char *text) MUST_USE;
/* "Firefox on Linux" from a User-Agent; one we do not know comes back as it is. */
json_t *view_agent(const char *agent) MUST_USE;
/*
 * The reasons a decision on this site (NULL: on any of the look's) may have, for a
 * list to choose from; the first is none and says so, and is chosen unless another is.
 */
json_t *view_reasons(const struct page_context *, const char *site, const char *first, const char *chosen) MUST_USE;
#define NO_REASON "Choose a reason"
/* The reasons a report may have, for radio buttons. */
json_t *view_report_reasons(const char *name, const char *chosen) MUST_USE;
/* A member that is a string, else fallback. */
const char *view_get(const json_t *object, const char *name, const char *fallback);
/* here with this parameter (value NULL: without it) beside its others, without those of a form before. */
json_t *view_with(const char *here, const char *name, const char *value) MUST_USE;
/* The page of a list that begins at cursor (NULL: the first). */
json_t *view_cursor(const char *here, const char *cursor) MUST_USE;
bool view_is_id(const char *s);
/* A parameter of here, decoded; "" if it is not there. */
json_t *view_query(const char *here, const char *name) MUST_USE;
/* The desk's navigation; here: the path of the one we are at. */
void view_nav(json_t *root, const struct page_context *, const char *here);
/* The way to a list's next page and back to its first (pager.html); next: its cursor, or NULL. */
void view_pager(const struct page_context *, json_t *root, const char *next, const char *more);
void view_put(json_t *object, const char *name, json_t *value);
/*
 * A path of ours to go back to: starts with one '/', no control characters, no
 * '\' (WHATWG URL reads it as '/'), at most 2000 octets; anything else is "/".
 */
const char *view_back(const char *path);

/* ---- who may write */
/* What closes an article to comments: "article", "time", "site"; NULL: nothing. */
const char *view_closed(const struct page_context *, const json_t *article);
/* A moderator reads everything first, there or on the whole site. */
bool view_premoderated(const struct page_context *, const json_t *article);
/* What writing there is bound to, as sentences. */
json_t *view_terms(const struct page_context *, const json_t *article) MUST_USE;
/* MINE's restriction: is there one that allows no form? And one that allows no vote and no report either? */
bool view_stops(const json_t *restriction);
bool view_banned(const json_t *restriction);
/* The one line in place of a form (bar.html): what, until when, why, and links; by: as view_closed() has it. */
json_t *view_bar(const char *what) MUST_USE;
json_t *view_bar_closed(const char *by) MUST_USE;
/* The same of a restriction on this site (its key); NULL for a kind that is unknown. */
json_t *view_restriction(const struct page_context *, const char *site, const json_t *restriction) MUST_USE;

/* A site's house rules: {"site","title","rules":[{"reason","title","text"}]}. */
json_t *view_house_rules(const struct page_context *, json_t *doc) MUST_USE;

/* ---- comments */
struct node_context {
	const struct page_context *look;
	const char *article; /* id */
	const char *back;    /* path of the page the comment stands on */
	const char *sort;    /* "" for the default */
	const json_t *mine;  /* MINE's object, or NULL */
	bool closed;	     /* nothing can be written here, by anybody or by this reader */
	bool banned;	     /* this reader neither votes nor reports */
	int64_t window_ms;   /* how long authors may edit */
};
/* Adds what comment.html and branch.html show, to the node and its inlined replies. */
void view_node(const struct node_context *, json_t *node);

/* ---- pages */
struct thread_context {
	const char *article; /* id */
	const char *comment; /* permalinks: id; else NULL */
	const char *sort;    /* newest, oldest, best, replies */
	const char *cursor;  /* NULL on the first page */
	int64_t window_ms;
};
/* page: the API's thread page. mine: MINE's object or NULL. */
json_t *view_thread(const struct page_context *, const struct thread_context *, json_t *page, json_t *mine) MUST_USE;
/* page: {"article","comment","ancestors","comments","next"}; comment may be null (own held one is in mine). */
json_t *view_permalink(const struct page_context *, const struct thread_context *, json_t *page, json_t *mine) MUST_USE;

json_t *view_desk(const struct page_context *, const json_t *list, const char *view, const char *cursor) MUST_USE;
/* A view of the desk by name; NULL: there is none of this code. */
const char *view_queue_name(const char *code);
/* full: the case's own page, with every tool; else a card of the list. */
json_t *view_case(const struct page_context *, json_t *one, const char *back, bool full) MUST_USE;
/* A box to tick, for decisions on many; is every box of this page ticked to begin with? */
json_t *view_pick(const char *id, json_int_t version, bool checked) MUST_USE;
bool view_picked(const struct page_context *);
/* What is done with the ticked ones: bulk.html, of lists that have boxes. */
void view_bulk(const struct page_context *, json_t *root, const char *back);
/*
 * What came of decisions on many: {"results" as DECIDE gives them, "versions":{id:n},
 * "action","reason","note","message","back"}; those refused can be decided again.
 */
json_t *view_bulk_done(const struct page_context *, json_t *doc) MUST_USE;
/* Why one decision was refused, to its moderator. */
const char *view_refusal(const char *code);
json_t *view_case_page(const struct page_context *, json_t *one) MUST_USE;
json_t *view_log(const struct page_context *, json_t *list) MUST_USE;
/* Decisions as decision_list.html shows them. */
json_t *view_decisions(const struct page_context *, const json_t *list) MUST_USE;
/* "Held", "Rejected": a state or an action in words. */
const char *view_state(const char *state);
const char *view_action(const char *action);
/* "12 published, 3 rejected" of an author's record; null for none. */
json_t *view_record(const json_t *record) MUST_USE;
/* An account at the desk: record, sanctions, decisions, notes. */
json_t *view_person(const struct page_context *, json_t *account) MUST_USE;
/*
 * A site's rules: {"site","version","current","mode","rules"}; beside them, if
 * they are there, "text" (as somebody wrote them), "error", and "report" of a dry run.
 */
json_t *view_rules(const struct page_context *, json_t *doc) MUST_USE;
/* A site's settings, as the API tells them; beside them "draft": settings as somebody wrote them, "failures" of a check, "error". */
json_t *view_settings(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_rule_hits(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_articles(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_search(const struct page_context *, json_t *list) MUST_USE;
json_t *view_transparency(const struct page_context *, json_t *doc) MUST_USE;
/* A job: {"job", "sample"}; sample only right after it was made. */
json_t *view_job(const struct page_context *, json_t *doc) MUST_USE;
json_t *view_jobs(const struct page_context *, json_t *doc) MUST_USE;
/* Names of rules to choose from; the first is none. */
json_t *view_rules_known(const char *chosen) MUST_USE;
json_t *view_audit(const struct page_context *, json_t *list) MUST_USE;

json_t *view_account(const struct page_context *, json_t *sessions) MUST_USE;
json_t *view_notices(const struct page_context *, json_t *list) MUST_USE;
/* "Waiting", "Overturned": an appeal's state in words. */
const char *view_appeal_state(const char *state);
json_t *view_my_appeals(const struct page_context *, json_t *list) MUST_USE;
/* The parts of the reader's account; here: the path of the one we are at. */
void view_tabs(json_t *root, const char *here);
/* "You are banned": a sanction's kind for its account. */
const char *view_sanction(const char *kind);

json_t *view_appeals(const struct page_context *, json_t *list) MUST_USE;
json_t *view_illegal(const struct page_context *, json_t *notice) MUST_USE;

/* ---- forms (form.html) */
json_t *view_form(const struct page_context *, const char *heading, const char *action, const char *button) MUST_USE;
/* A field to type into: type is the input's, fill its autocomplete token. */
json_t *view_field(json_t *root, const char *name, const char *label, const char *type, const char *fill,
    const char *value);
/* A text area, a list to choose from (options from view_options() or view_reasons(), taken over), a box to tick. */
json_t *view_text(json_t *root, const char *name, const char *label, const char *value, int rows);
json_t *view_select(json_t *root, const char *name, const char *label, json_t *options);
json_t *view_choice(json_t *root, const char *name, const char *label, bool checked);
/* The field may stay empty. */
void view_optional(json_t *field);
struct option {
	const char *value, *label;
};
json_t *view_options(const struct option *, size_t n, const char *chosen) MUST_USE;
void view_hint(json_t *field, const char *hint);
void view_hidden(json_t *root, const char *name, const char *value);
/* The text area of a form. */
json_t *view_area(json_t *root, const char *name, const char *label, const char *value, int rows, bool needed);
/* Marks a field of the form and lists the error in the summary. */
void view_form_error(json_t *root, const char *field, const char *text);
/* A link below the form. */
void view_other(json_t *root, const char *text, const char *href, const char *link);

/* A failed check's code, or a problem's, as a sentence for a person; a sentence stays one. */
const char *view_sentence(const char *code);

/* The page of a problem (error.html). */
json_t *view_problem(const struct page_context *, int status, const char *detail) MUST_USE;
void view_link(json_t *root, const char *text, const char *href);
void view_fact(json_t *root, const char *name, const char *value);

#endif
