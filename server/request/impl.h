/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of a request; only the request room's own files include this.
 *
 *   request/request.c        life: head, body, steps, questions
 *   request/answered.c       figures and log line of each answer
 *   request/route.c  the table: matching, Allow, query parameters
 *   request/read.c   what came in: JSON, forms, fields, digests
 *   request/reply.c  what goes out: one send, and the shapes of answers
 *   request/moved.c  articles that became others
 *   request/headers.c  what browsers are told to do with it
 *   request/page_cache.h   the kept pages have files of their own
 */
#ifndef REQUEST_IMPL_H
#define REQUEST_IMPL_H

#include "base/clock.h"
#include "db/pool.h"
#include "http/http.h"
#include "request/request.h"
#include "text/form.h"
#include "text/percent.h"

#define PATH_NAMES_MAX 4  /* {names} in one path */
#define SEGMENTS_MAX   12 /* of any path */

struct at_end {
	void (*fn)(struct request *, void *);
	void *arg;
	struct at_end *next;
};

struct request {
	const struct services *services;
	struct exchange *ex;
	struct arena *arena;
	const struct route *route; /* NULL: no such path or method */
	const char *path[PATH_NAMES_MAX];
	struct form query;
	struct form form; /* read when first asked for */
	bool form_read;
	struct buf bad; /* failed checks, JSON objects separated by commas */
	struct at_end *at_end;
	void *state;	/* the feature's: rq_state() */
	const char *at; /* the path it is answered for, where that is not its own: rq_continue_as() */
	const char *token;
	const char *viewer;
	bool by_cookie;

	/* the question under way, and the one that took longest */
	const char *step;
	int64_t asked_us;
	const char *slow_step;
	int64_t slow_us;
	then_fn *then;
	hashed_fn *hashed;
	bool asked_viewer; /* it is about who asks */
	const char *wrote; /* article of the write under way; NULL: none */
	struct fill *fill; /* this request fills a page that is kept */
	struct request *wait_next;
	long min;		    /* version asked for, of a kept page */
	handler_fn *next;	    /* the step that request_run() runs: at first the route's handler */
	document_fn *document_then; /* the step that gets the page's document; NULL: none was asked for */
	struct document document;
	long version_known; /* of a document: its article's version when it was asked for */
	bool shared;	    /* its reader has a session and gets the shared page */
	bool detached;	    /* its client got the copy there was, and it only fills */
	bool retried;	    /* it waited for a fill with a lower version, and joined once more */
	bool handed;	    /* request() was called */
	bool form_first;    /* its guard waits until its form was read */
	bool wipe;	    /* the body holds a password */
	bool page_tried;    /* a problem as a page was tried once */
	bool moved_asked;   /* where its article went was asked, or another request's answer holds for it */
	enum problem lost;  /* the 404 that is answered if it went nowhere */
	bool over;	    /* answered; held in the HTTP room until its body has come */
};

/* request/request.c: marks this step's one ask or reply; false if it had one already. */
bool step_acts(struct request *) MUST_USE;
/* Calls fn outside of the running step, which has acted: fn answers, or runs a step of its own. */
void step_outside(struct request *, void (*fn)(struct request *));
/* True after answering 503 because a library had no memory in this step: of what is to be kept. step_acts() asks it too. */
bool step_starved(struct request *) MUST_USE;
/* request/answered.c: counted and logged: an answer from memory, any other, one that the parser refused. */
struct page;
void answered_cached(const struct services *, struct exchange *, const struct page *, int status, size_t bytes);
void answered(struct request *, int status, size_t bytes);
void answered_refusal(const struct services *, struct exchange *, int status);
void answered_open(int change);
void answered_shed(void);
/* request/read.c: the keyed digest of the client's network, "\\x…"; in the exchange's memory. */
const char *client_digest(const struct services *, struct exchange *);
/* request/request.c: counted, logged, passwords wiped. The next call is exchange_send(). */
void request_over(struct request *, int status, size_t len);

/* request/request.c: runs rq->next as a step. */
void request_run(struct request *);
/* request/request.c: 503 or 500 for a question that got no answer. */
void request_unasked(struct request *, enum ask_status);

/* request/page_cache.c */
/* Answered from memory; only the target and a few listed fields were looked at. */
bool page_hit(const struct services *, struct exchange *);
/*
 * True: the request was answered, waits for another request's fill, or has its document. False: request_run() is next,
 * maybe as the one that fills. Called once for the page, and once more where the handler asks for the page's document.
 */
bool page_join(struct request *);
/* request/document.c: the page's document is asked for, and not the page. */
bool asks_document(const struct request *);
/* The end of this request's fill: it and all who wait are answered. */
struct fill_content {
	long version;
	const char *type, *fields; /* fields: "Name: value\r\n"… */
	const char *body;
	size_t len;
	size_t line_at; /* as in struct copy */
	const char *line;
	const char *mark; /* in its ETag: what else it was made from; NULL: nothing else */
};
void page_filled(struct request *, const struct fill_content *);
/* The same without a page; true if this request was answered. */
bool page_failed(struct request *, enum problem, const char *detail);
/* The fill turned out to be something else: its waiters go on by themselves. With a 404 what was kept goes too. */
void page_abandon(struct request *, int status);

/* request/read.c: treats the request as one without a session. */
void rq_forget_token(struct request *);
/*
 * Is this a page's form that is read before anybody is refused, so that a refusal can show the text again?
 * A form larger than form_body(), or of unknown length, is not: strangers must not fill that much memory.
 */
bool form_comes_first(struct request *);

/* request/moved.c: true if it asks where the article went that was not found, and answers behind that. */
bool moved_ask(struct request *, enum problem) MUST_USE;

/* request/reply.c */
bool etag_listed(const char *list, const char *etag);
void reply_behind(struct request *);

/* request/headers.c: appends "Name: value\r\n"… for an answer of this type; NULL: without a body. */
void headers_put(const struct request *, const char *type, struct buf *);

/* request/route.c */
struct match {
	const struct route *route;  /* path and method fit; then the rest is NULL */
	const char *allow;	    /* "GET, HEAD, …" of the path; NULL: no such path */
	const struct route *wanted; /* OPTIONS: the row Access-Control-Request-Method names */
};
struct match route_match(struct request *);
/* BODY_FORM in bytes. */
long form_body(void);
/* The row that a form posted to this path means; rq->path has its names then. NULL: there is none. */
const struct route *route_of_form(struct request *, const char *path);
/* False after answering bad_query. */
bool query_read(struct request *) MUST_USE;
#endif
