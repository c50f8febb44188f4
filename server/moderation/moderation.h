/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The moderators' endpoints, and the functions that the pages of the desk share with them. An X_ask() reads the query
 * of the request, asks, and answers a bad query itself; `step` is the name of the step in the log.
 */
#ifndef MODERATION_MODERATION_H
#define MODERATION_MODERATION_H

#include "base/uuid.h"
#include "request/request.h"
#include "text/cursor.h"

struct id_list; /* request/list.h: how a page asks for the same list */

handler_fn case_list;
handler_fn case_get;
handler_fn case_skip, case_unskip;
handler_fn claim_next;
handler_fn claim_renew;
handler_fn claim_take;
handler_fn claim_release;
handler_fn decide;
handler_fn decision_undo, decisions_undo;
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
handler_fn sanction_undo;
handler_fn case_sanction, case_sanction_preview;
handler_fn moderated_account;
handler_fn account_note;
handler_fn appeal_list;
handler_fn appeal_decide, appeal_undo;
handler_fn name_list, name_decide;

/* ---- lists */
extern const struct id_list decision_log_def; /* account, comment, moderator, from, to, limit, cursor */
extern const struct id_list audit_log_def;    /* actor, object, action, from, to, limit, cursor */
extern const struct id_list job_list_def;     /* limit, cursor */
/* By state: the open appeals or the decided ones. NULL after answering 400. */
const struct id_list *appeal_list_def(struct request *) MUST_USE;

extern const struct id_list name_list_def; /* limit, cursor, site */

/* Search: in, q, author, state, reason, rule, article, from, to, limit, cursor. */
void search_ask(struct request *, then_fn *, const char *step);
/* The answer's body with a cursor under next, freed with the request; NULL if it is not ok. */
json_t *search_json(struct request *, const struct answer *);

/* An author's id, or a name in the folded form that is compared; "" for a name that no account can have. NULL: NULL. */
const char *author_folded(struct request *, const char *text);

/* Hits of rules: site, from, to, rule, by. */
void rule_hits_ask(struct request *, then_fn *, const char *step);

/* The account of the path; cursor continues one of its lists. The document's next has a cursor for each list. */
void moderated_account_ask(struct request *, then_fn *, const char *step);
json_t *moderated_account_json(struct request *, const struct answer *);

/* ---- open cases */
#define CASE_VIEWS	 "all held reported suspect escalated appealed illegal mine proposed withdrawn skipped"
#define DECISION_ACTIONS "approve reject escalate restore"
#define DECISIONS_MAX	 100
/* Bytes; of jobs and sanctions too. */
#define DECISION_REASON_MAX 64
#define DECISION_TEXT_MAX   2000 /* the note, the message */

struct case_page {
	struct case_cursor from; /* with the view and the article of the list */
	bool of_article;
	long limit;
};

/* Reads view, article, limit and cursor; false after answering 400. */
bool case_page_read(struct request *, struct case_page *) MUST_USE;
void case_page_ask(struct request *, const struct case_page *, then_fn *, const char *step);
/* Asks for the case of a comment, cut to 25 kB unless ?full=true. */
void case_get_ask(struct request *, const char *comment, then_fn *, const char *step);
/* The answer's body, freed with the request, with a cursor in place of {"priority","id"} under next. NULL if it is not ok. */
json_t *case_page_json(struct request *, const struct case_page *, const struct answer *);

/* ---- decisions */
struct decision {
	const char *comment; /* the case */
	long version;	     /* of the case, as the moderator saw it */
	const char *action;
	const char *reason;	    /* NULL: none */
	const char *note, *message; /* for moderators, for the author; NULL: none */
};

/* Asks for n decisions, at most DECISIONS_MAX, as POST /v1/moderation/decisions does. */
void decide_all(struct request *, const struct decision *, size_t n, then_fn *, const char *step);

/* Asks to undo n decisions, at most DECISIONS_MAX, as POST /v1/moderation/decisions/undo does. The answer is as of decide_all(). */
void undo_all(struct request *, const char *const *ids, size_t n, then_fn *, const char *step);

/* Each passes the article versions of an answer to the caches (rq_wrote()). To be called before replying. */
void decide_wrote(struct request *, const struct answer *);
void mark_wrote(struct request *, const struct answer *);
void undo_wrote(struct request *, const struct answer *);

/* ---- jobs: one decision for all comments that match a filter */
#define JOB_ACTIONS "approve reject restore"
#define JOB_VERBS   "start pause undo"
struct job_plan {
	json_t *filter; /* at least one of author, article, state, case, reason, rule, text, from, to; each a string */
	const char *action, *reason, *note;
};
/* Checks a filter; faults are left for rq_bad(). Replaces its times by the spelling that the query takes. */
void job_filter_read(struct request *, json_t *filter);
/* Makes the job, which counts its comments. Nothing is decided before the job is started. */
void job_plan_ask(struct request *, const struct job_plan *, then_fn *, const char *step);

/* ---- appeals */
#define APPEAL_OUTCOMES "upheld overturned"
#define APPEAL_NOTE_MAX 4000 /* bytes */
/*
 * Of an answer to APPEAL_DECIDE that is ok: passes the version to the caches. Returns the sanction whose comments are
 * still to be restored by span_run(), or NULL. *appeal (if not NULL) gets the appeal.
 */
const char *appeal_decided(struct request *, const struct answer *, const json_t **appeal);

/* Asks for the undo of the decision on the appeal of the path. appeal_undone(): passes the version to the caches if it is ok. */
void appeal_undo_ask(struct request *, then_fn *, const char *step);
void appeal_undone(struct request *, const struct answer *);

/* ---- reported names */
#define NAME_OUTCOMES "rename none"

struct name_decision {
	const char *outcome, *reason; /* reason NULL: none, without a rename */
	const char *note, *message;   /* for moderators, for the account; NULL: none */
};
/* Asks for it on the report of the path. */
void name_decide_ask(struct request *, const struct name_decision *, then_fn *, const char *step);

/* ---- sanctions */
#define NOTE_TEXT_MAX  4000 /* bytes of a note about an account */
#define SANCTION_KINDS "warn mute premoderate ban"

struct sanction {
	const char *kind, *reason;
	const char *until;		   /* RFC 3339; NULL: until it is lifted */
	const char *note, *message, *site; /* for moderators, for the account; NULL: none */
	const char *since, *span;	   /* rejects the comments since a time, or of the last seconds; NULL: none */
};

/* Asks for a sanction on the account of the path; an Idempotency-Key makes it at most once. */
void sanction_ask(struct request *, const struct sanction *, then_fn *, const char *step);
/* Of an answer that is ok: the id of the sanction if it rejects comments, else NULL. A repeated key gives the first one. */
const char *sanction_of(struct request *, const struct answer *);

/*
 * Rejects or restores the comments of a sanction, batch by batch, and then replies with this status and body (NULL: the
 * sanction as it is then). The scheduler does the rest if that is too much for one request; the reply says so.
 */
void span_run(struct request *, const char *sanction, int status, const char *body);
/* The same for a form, which is answered by see(rq, path). */
typedef void span_see_fn(struct request *, const char *path);
void span_run_see(struct request *, const char *sanction, const char *path, span_see_fn *see);

/* ---- sanctions from the card of a case */
#define SANCTION_SPANS "none day week month all"

struct case_sanction {
	struct sanction s;	 /* site, since and span are unused */
	long version;		 /* of the case, as the moderator saw it */
	const char *comments;	 /* one of SANCTION_SPANS */
	bool everywhere, decide; /* on all sites; rejects the case too */
};
/* Asks for it on the case of the path, and for its undo on the sanction of the path, which is the second part. */
void case_sanction_ask(struct request *, const struct case_sanction *, then_fn *, const char *step);
void sanction_undo_ask(struct request *, then_fn *, const char *step);
/* Of their answers that are ok: passes the versions to the caches. Returns the sanction if comments are left for span_run(). */
const char *case_sanction_wrote(struct request *, const struct answer *, const json_t **sanction);

/* ---- settings of a site */
#define SITE_MODES	 "open premoderated closed"
#define SITE_REASONS_MAX 100
/* Checks the settings; faults are left for rq_bad(), by places such as settings.reasons.hats.title. */
void site_settings_check(struct request *, const json_t *settings);
/* Did SETTINGS_PUT refuse to remove reasons that rules of the site give? Then each reason is a fault for rq_bad(). */
bool site_settings_reasons_in_use(struct request *, const struct answer *) MUST_USE;

/* ---- rules */
/* 422 bad_rules; error is a line such as `words[2].match: "whole" is none of …`, whose place the reply names. */
void rules_refused(struct request *, const struct buf *error);
/* Did RULES_PUT refuse a rule's reason that the site does not have? Then such a line is appended to error. */
bool rules_unknown_reason(struct request *, const struct answer *, struct buf *error) MUST_USE;

struct trial_options {
	const char *site; /* NULL: the default one */
	json_t *rules;	  /* NULL: the rules of the site */
	const char *text; /* judges this text alone; NULL: the site's last comments */
	long last;	  /* how many */
};
/* report: as POST /v1/moderation/rules/try answers. NULL with error: the rules do not compile. Both NULL: rq_failures(). */
typedef void trial_fn(struct request *, json_t *report, const char *error);
/* The same dry run for a page. Refusals by the database are answered here. */
void rules_try_ask(struct request *, const struct trial_options *, trial_fn *done);

#endif
