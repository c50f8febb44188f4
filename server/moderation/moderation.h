/* The moderators' endpoints, and what the desk's pages share with them. */
#ifndef MODERATION_MODERATION_H
#define MODERATION_MODERATION_H

#include "base/uuid.h"
#include "request/request.h"
#include "text/cursor.h"

handler_fn case_list;
handler_fn case_get;
handler_fn claim_next;
handler_fn claim_renew;
handler_fn claim_take;
handler_fn claim_release;
handler_fn decide;
handler_fn decision_undo;
handler_fn comment_mark;
handler_fn job_make;
handler_fn job_get;
handler_fn job_list;
handler_fn job_start;
handler_fn job_pause;
handler_fn job_undo;
handler_fn decision_log;
handler_fn rules_get;
handler_fn rules_put;
handler_fn rules_try;
handler_fn rule_hits;
handler_fn settings_get;
handler_fn settings_put;
handler_fn audit_log;
handler_fn search;
handler_fn transparency;
handler_fn sanction_add;
handler_fn sanction_lift;
handler_fn sanction_restore;
handler_fn moderated_account;
handler_fn account_note;
handler_fn appeal_list;
handler_fn appeal_decide;

/* The account of the path, as cursor in the query says; answers 400 itself. The document's next has cursors. */
void moderated_account_ask(struct request *, then_fn *, const char *step);
json_t *moderated_account_json(struct request *, const struct answer *);

#define CASE_VIEWS	  "all held reported suspect escalated appealed illegal mine proposed withdrawn"
#define DECISION_ACTIONS "approve reject escalate restore"
#define DECISIONS_MAX	  100

/* ---- the list of open cases */
struct case_page {
	struct case_cursor from; /* its view and article are the list's */
	bool of_article;
	long limit;
};

/* From view, article, limit and cursor in the query; false after answering 400. */
bool case_page_read(struct request *, struct case_page *) MUST_USE;
void case_page_ask(struct request *, const struct case_page *, then_fn *, const char *step);
/*
 * The answer's body, which says {"priority","id"} under next, with a cursor
 * there instead. A new document, freed with the request.
 */
json_t *case_page_json(struct request *, const struct case_page *, const struct answer *);

/* ---- the log of decisions, as the query asks for it: account, comment, moderator, from, to, limit, cursor */
void decision_log_ask(struct request *, then_fn *, const char *step);
/* The answer's body with a cursor under next, freed with the request; NULL if it is no JSON. */
json_t *decision_log_json(struct request *, const struct answer *);

/* ---- the audit, as the query asks for it: actor, object, action, from, to, limit, cursor; as the log above */
void audit_log_ask(struct request *, then_fn *, const char *step);
json_t *audit_log_json(struct request *, const struct answer *);

/* ---- search, as the query asks for it: in, q, author, state, reason, rule, article, from, to, limit, cursor */
void search_ask(struct request *, then_fn *, const char *step);
json_t *search_json(struct request *, const struct answer *);

/* ---- hits of rules, as the query asks for it: site, from, to, rule, by */
void rule_hits_ask(struct request *, then_fn *, const char *step);

/* ---- jobs: decisions by filter */
#define JOB_ACTIONS "approve reject restore"
#define JOB_VERBS   "start pause undo"
struct plan {
	json_t *filter; /* of author, article, state, reason, rule, text, from, to: at least one, each a string */
	const char *action, *reason, *note;
};
/* Tells rq_bad() what is wrong with a filter. */
void job_filter_read(struct request *, json_t *filter);
/* Counts the comments it would decide; nothing is decided before the job is started. */
void plan_ask(struct request *, const struct plan *, then_fn *, const char *step);
/* The jobs, as the query asks for them: limit, cursor; as the log above. */
void job_list_ask(struct request *, then_fn *, const char *step);
json_t *job_list_json(struct request *, const struct answer *);

/* ---- appeals, as the query asks for them: state, limit, cursor; as the log above */
#define APPEAL_OUTCOMES "upheld overturned"
#define APPEAL_NOTE_MAX 4000 /* octets */
void appeal_list_ask(struct request *, then_fn *, const char *step);
json_t *appeal_list_json(struct request *, const struct answer *);
/*
 * Of a decision that is ok: tells the caches, and returns the sanction whose
 * comments are still to come back, or NULL. *appeal (if not NULL): the appeal.
 */
const char *appeal_decided(struct request *, const struct answer *, const json_t **appeal);

/* ---- decisions */
struct decision {
	const char *comment; /* the case */
	long version;	     /* of the case, as the moderator saw it */
	const char *action;
	const char *reason; /* NULL: none */
	const char *note, *message; /* for colleagues; for the author. NULL: none */
};

/* Tells the caches of every article that an answer to DECIDE changed; before replying to it. */
void decided_wrote(struct request *, const struct answer *);
/* The same for COMMENT_MARK. */
void mark_wrote(struct request *, const struct answer *);
/* The same for DECISION_UNDO. */
void undone_wrote(struct request *, const struct answer *);

/* Asks for decisions as a form makes them: the same statement, at most DECISIONS_MAX of them. */
void decide_all(struct request *, const struct decision *, size_t n, then_fn *, const char *step);

#define NOTE_TEXT_MAX 4000 /* octets of a note about an account */

/* ---- sanctions */
#define SANCTION_KINDS "warn mute premoderate ban"

struct sanction {
	const char *kind, *reason;
	const char *until;		  /* RFC 3339; NULL: until it is lifted */
	const char *note, *message, *site; /* for colleagues, for the account; NULL: none */
	const char *since, *span;	  /* reject the comments since a time, or of so many seconds; NULL: none */
};

/* Asks for it on the path's account; the request's key makes it once. */
void sanction_ask(struct request *, const struct sanction *, then_fn *, const char *step);
/* Of an answer: the sanction whose comments are to go with it (it may be that of an earlier request with the same key), or NULL. */
const char *sanction_of(struct request *, const struct answer *);

/*
 * Goes on with a sanction's span of comments, batch by batch, and answers with
 * the status and body (NULL: the sanction as it is then). What is too much for
 * one request is left to the chores, and the answer says so.
 */
void span_run(struct request *, const char *sanction, int status, const char *body);
/* The same for a form: goes on at a path of ours. */
void span_run_see(struct request *, const char *sanction, const char *path);


/* ---- settings */
#define SITE_MODES "open premoderated closed"
#define SITE_REASONS_MAX 100
/* Tells rq_bad() what is wrong with them, by places such as settings.reasons.hats.title. */
void site_settings_check(struct request *, const json_t *settings);
/* Does SETTINGS_PUT refuse to take reasons away that the rules give? Then each is told so. */
bool site_settings_cited(struct request *, const struct answer *) MUST_USE;

/* ---- rules */
/* 422 bad_rules with the place named, from a line such as `words[2].match: "whole" is none of …`. */
void rules_refused(struct request *, const struct buf *error);
/* Does RULES_PUT refuse a rule's reason that the site does not have? Then such a line is appended. */
bool rules_unknown_reason(struct request *, const struct answer *, struct buf *error) MUST_USE;

struct trial_wish {
	const char *site;  /* NULL: the default one */
	json_t *rules;	   /* NULL: those in force */
	const char *text;  /* this text alone, or */
	long last;	   /* the site's last comments */
};
/* report: as POST /v1/moderation/rules/try answers; NULL with error: where the rules make no sense; both NULL: see rq_failures(). */
typedef void trial_fn(struct request *, json_t *report, const char *error);
/* The same dry run for a page. An answer that is not ok (no such site, not theirs) it gives itself. */
void rules_try_page(struct request *, const struct trial_wish *, trial_fn *done);

#endif
