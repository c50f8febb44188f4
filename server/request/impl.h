/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a request. Only files of server/request include this header:
 *
 *	request.c     the life of a request: head, body, steps, queries
 *	mount.c       the path of server.base_url and the desk's host (mount.h)
 *	route.c       the route table: matching, Allow, query parameters
 *	read.c        input: JSON, forms, fields, digests
 *	reply.c       output: the shapes of replies and their one send
 *	headers.c     fields that restrict browsers: CSP, CORP, COOP
 *	answered.c    figures and log line of each answer
 *	moved.c       redirects to the articles that others were merged into
 *	document.c    the document of a page, through the page cache
 *	page_*.c, cached_response.c, late.c    the page cache (page_cache.h)
 *	list.c        lists that are ordered by id: cursor, filters, answer (list.h)
 *
 * All structs here live in the request's arena.
 */
#ifndef REQUEST_IMPL_H
#define REQUEST_IMPL_H

#include "base/clock.h"
#include "db/pool.h"
#include "http/http.h"
#include "request/mount.h"
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

/* Whom a response of HTML is sent to. */
enum audience {
	AUDIENCE_ALL,	   /* readers without a session */
	AUDIENCE_OVERLAID, /* a reader with a session, whose script asks for the overlay (web/reader/own_parts.c) */
	AUDIENCE_PRESSED,  /* a reader with a session, while the database is under pressure */
	AUDIENCE_OWN,	   /* a reader with a session, who gets a page of their own */
};

struct request {
	const struct services *services;
	struct exchange *ex;
	struct arena *arena;
	enum mount_side side;
	struct mount mount;
	const struct route *route; /* NULL: no such path or method */
	const char *path[PATH_NAMES_MAX];
	struct form query;
	struct form form; /* read when first asked for */
	bool form_read;
	struct buf bad; /* failed checks, JSON objects separated by commas */
	struct at_end *at_end;
	void *state;	     /* rq_state() */
	const char *at;	     /* the path after rq_continue_as() or rq_continue_at(); NULL: the request's own path */
	const char *framers; /* rq_framers_set(); NULL: not known */
	const char *token;
	const char *viewer;
	enum token_source token_source;

	/* the current query, hash or call, and the slowest one */
	const char *step;
	int64_t asked_us;
	const char *slow_step;
	int64_t slow_us;
	then_fn *then;
	hashed_fn *hashed;
	fetched_fn *fetched_then;
	const struct fetched *fetched; /* valid while fetched_then runs */
	handler_fn *unasked;	       /* the step if the current query gets no answer; NULL: 503 */
	bool asked_viewer;	       /* the current query has the viewer as a parameter */
	const char *wrote;	       /* article of the current write; NULL: none */
	struct fill *fill;	       /* the cached page that this request fills; NULL: none */
	struct request *wait_next;
	long min;		    /* lowest article version that the client takes: Madang-Min-Version */
	handler_fn *next;	    /* the step that request_run() runs: at first the route's handler */
	document_fn *document_then; /* the step that gets the page's document; NULL: none was asked for */
	const json_t *document;
	long version_known;	/* the article's version when the document was asked for */
	enum audience audience; /* of the page's response, when page_join() has chosen it */
	struct {
		const char *token, *viewer;
		enum token_source source;
	} aside;	   /* of a reader who gets the public page: rq_set_token_aside() */
	bool detached;	   /* the client got the stale copy; the request only fills the page */
	bool retried;	   /* waited for a fill of a lower version, then joined once more */
	bool handed;	   /* the body has come, and the request is counted as open */
	bool form_first;   /* the guard runs after the form was read: form_comes_first() */
	bool wipe;	   /* the body has a password, wiped at the end */
	bool page_tried;   /* services->page was called once for a problem */
	bool moved_asked;  /* moved_ask() has asked, or shares another request's answer */
	enum problem lost; /* the 404 to answer if no other article replaced this one */
	bool over;	   /* answered; server/http keeps the exchange until the body has come */
};

/* request/request.c: counts this step's one ask or reply; false if the step made one before. */
bool step_acts(struct request *) MUST_USE;
/* Calls fn outside of the current step, which has asked or replied: fn replies, or runs another step. */
void step_outside(struct request *, void (*fn)(struct request *));
/* True after answering 503 because a library had no memory in this step, so its data may be incomplete. step_acts() calls it. */
bool step_starved(struct request *) MUST_USE;
/* request/answered.c: count and log an answer of the page cache, any other answer, and a refusal of the HTTP parser. */
struct page;
void answered_cached(const struct services *, struct exchange *, const struct page *, int status, size_t bytes);
void answered(struct request *, int status, size_t bytes);
void answered_refusal(const struct services *, struct exchange *, int status);
void answered_open(int change);
void answered_shed(void);
/* request/read.c: the keyed digest of the client's network, "\\x…"; in the exchange's memory. */
const char *client_digest(const struct services *, struct exchange *);
/* request/request.c: the one end of a request: counts, logs and wipes passwords. The next call is exchange_send(). */
void request_over(struct request *, int status, size_t len);

/* request/mount.c: true after redirecting a request whose page has another address. */
bool mount_redirected(struct request *) MUST_USE;

/* request/request.c: notes how long the query, hash or call took that ended now, if it is the request's slowest. */
void step_measure(struct request *);
/* request/request.c: runs rq->next as a step. */
void request_run(struct request *);
/* request/request.c: answers 503 or 500 for a query without an answer. */
void request_unasked(struct request *, enum ask_status);

/* request/page_target.c: a version that a client asks for, 1 to 18 digits; false for anything else. */
bool version_parse(const char *, size_t n, long *out) MUST_USE;

/* request/page_cache.c */
/* True after answering from memory. Reads only the target and a few listed header fields. */
bool page_hit(const struct services *, struct exchange *);
/*
 * True: the request was answered, waits for another request's fill, or has its document. False: request_run() is next,
 * maybe as the one that fills. Called once for the page, and once more where the handler asks for the page's document.
 */
bool page_join(struct request *);
/* request/document.c: true while the request waits for the page's document, not for the page. */
bool asks_document(const struct request *);
/* Ends this request's fill with a page: answers it and all requests that wait for it. */
struct fill_content {
	long version;
	const char *type, *fields; /* fields: lines "Name: value\r\n" */
	const char *body;
	size_t len;
	size_t line_at; /* as in reply_public_html() */
	const char *line;
	const char *mark;   /* a part of the ETag: services->page_mark(); NULL: none */
	const json_t *tree; /* of a document, which has no body; NULL: of a page */
};
void page_filled(struct request *, const struct fill_content *);
/* Ends the fill with a problem; true if this request was answered. */
bool page_failed(struct request *, enum problem, const char *detail);
/* Ends the fill without a page: the waiting requests run their own handlers. A 404 drops the cached page too. */
void page_abandon(struct request *, int status);

/* request/read.c: treats the request as one without a session. */
void rq_set_token_aside(struct request *);
/* For the answer after all; nothing if no token was set aside. */
void rq_take_token_back(struct request *);
/*
 * True for a page's form that is read before the guard runs, so that a refusal can show the text again. False for a form
 * larger than form_body() or of unknown length: clients without a session must not fill that much memory.
 */
bool form_comes_first(struct request *);

/* request/moved.c: true if it asks which article replaced the one that was not found, and replies after that. */
bool moved_ask(struct request *, enum problem) MUST_USE;

/* request/reply.c */
bool etag_listed(const char *list, const char *etag);
void reply_behind(struct request *);

/* request/headers.c: appends "Name: value\r\n"… for an answer of this type; NULL: without a body. */
void headers_put(const struct request *, int status, const char *type, struct buf *);

/* request/route.c */
struct match {
	const struct route *route;  /* path and method match; then the other members are NULL */
	const char *allow;	    /* "GET, HEAD, …" of the path; NULL: no such path */
	const struct route *wanted; /* OPTIONS: the row that Access-Control-Request-Method names */
};
struct match route_match(struct request *);
/* The number of bytes that BODY_FORM stands for. */
long form_body(void);
/* The route of a form that is posted to path; sets rq->path. NULL: none. */
const struct route *route_of_form(struct request *, const char *path);
/* The same for the row of a page. */
const struct route *route_of_page(struct request *, const char *path);
/* Parses and checks the query parameters; false after answering 400 bad_query. */
bool query_read(struct request *) MUST_USE;
#endif
