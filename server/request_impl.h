/*
 * Inside of a request; only the request room's own files include this.
 *
 *   request.c        life: head, body, steps, questions, the log line
 *   request_route.c  the table: matching, Allow, query parameters
 *   request_read.c   what came in: JSON, forms, fields, digests
 *   request_reply.c  what goes out: one send, and the shapes of answers
 */
#ifndef REQUEST_IMPL_H
#define REQUEST_IMPL_H

#include "base/clock.h"
#include "http/http.h"
#include "request.h"
#include "text/form.h"

#define PATH_NAMES_MAX	4  /* {names} in one path */
#define SEGMENTS_MAX	12 /* of any path */
#define DOCS_MAX	4  /* JSON documents one request may own */

struct at_end {
	void (*fn)(struct request *, void *);
	void *arg;
	struct at_end *next;
};

struct request {
	const struct house *house;
	struct exchange *ex;
	struct arena *arena;
	const struct route *route; /* NULL: no such path or method */
	const char *path[PATH_NAMES_MAX];
	struct form query;
	struct form form; /* read when first asked for */
	bool form_read;
	json_t *docs[DOCS_MAX];
	struct buf bad; /* failed checks, JSON objects separated by commas */
	struct at_end *at_end;
	void *kept;
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
	bool handed;	 /* request() was called */
	bool wipe;	 /* the body holds a password */
	bool page_tried; /* a problem as a page was tried once */
};

/* request.c: marks this step's one ask or reply; false if it had one already. */
bool step_acts(struct request *) MUST_USE;
/* request.c: figures, log line, documents freed. The next call is exchange_send(). */
void request_over(struct request *, int status, size_t len);

/* request_route.c */
struct match {
	const struct route *route;    /* path and method fit; then the rest is NULL */
	const char *allow;	      /* "GET, HEAD, …" of the path; NULL: no such path */
	const struct route *wanted;   /* OPTIONS: the row Access-Control-Request-Method names */
};
struct match route_match(struct request *);
/* False after answering bad_query. */
bool query_read(struct request *) MUST_USE;
#endif
