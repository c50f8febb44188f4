/* The moderators' endpoints, and what the desk's pages share with them. */
#ifndef MODERATION_MODERATION_H
#define MODERATION_MODERATION_H

#include "base/uuid.h"
#include "request.h"
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
handler_fn job_start;
handler_fn job_pause;
handler_fn job_undo;
handler_fn decision_log;
handler_fn rules_get;
handler_fn rules_put;
handler_fn rules_try;
handler_fn rule_hits;
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

#define CASE_VIEWS	  "all held reported suspect escalated appealed illegal"
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

/* ---- decisions */
struct decision {
	const char *comment; /* the case */
	long version;	     /* of the case, as the moderator saw it */
	const char *action;
	const char *reason, *note; /* NULL: none */
};

/* Tells the caches of every article that an answer to DECIDE changed; before replying to it. */
void decided_wrote(struct request *, const struct answer *);
/* The same for DECISION_UNDO. */
void undone_wrote(struct request *, const struct answer *);

/* Asks for one decision, as a form makes it: the same statement, a list of one. */
void decide_one(struct request *, const struct decision *, then_fn *, const char *step);

/* ---- sanctions */
#define SANCTION_KINDS "warn mute premoderate ban"

/*
 * Goes on with a sanction's span of comments, batch by batch, and answers with
 * the status and body (NULL: the sanction as it is then). What is too much for
 * one request is left to span_tend(), and the answer says so.
 */
void span_run(struct request *, const char *sanction, int status, const char *body);
/* Goes on with whatever span is unfinished, now and then; for a worker's timer, as often as it likes. */
chore_fn span_tend;


/* ---- rules */
/* 422 bad_rules with the place named, from a line such as `words[2].match: "whole" is none of …`. */
void rules_refused(struct request *, const struct buf *error);

#endif
