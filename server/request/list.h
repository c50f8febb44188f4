/* SPDX-License-Identifier: Apache-2.0 */
/* Lists that are ordered by id: their cursor, their filters, their answer. */
#ifndef REQUEST_LIST_H
#define REQUEST_LIST_H

#include "request/request.h"

/* One list, described once for its endpoint and its page. */
struct id_list {
	enum statement statement; /* its parameters, in this order: viewer, fixed, ids, texts, from and to, limit, id */
	char kind;		  /* the letter that the list's cursors carry; each list has its own */
	long limit;		  /* entries of a page if the query names no limit; at most 100 */
	bool ascending;		  /* oldest first; false: newest first */
	const char *fixed;	  /* NULL: the statement has no such parameter */
	const char *ids, *texts;  /* parameters of the query, separated by spaces; NULL: none */
	bool period;		  /* the query may have from and to */
	bool site;		  /* the last parameter is list_site() */
};
/* Asks for the page that the query names; answers 400 itself. The list is the request's state (rq_set_state()). */
#define list_ask(rq, list, then) list_ask_step((rq), (list), (then), #then)
void list_ask_step(struct request *, const struct id_list *, then_fn *, const char *step);
/* In the step behind it: the answer's body with a cursor under next, freed with the request; NULL if it is not ok. */
json_t *list_json(struct request *, const struct answer *) MUST_USE;
/* The whole endpoint: asks, then replies. */
void list_get(struct request *, const struct id_list *);

/* ---- the parts, for lists whose statement takes other parameters */

/*
 * The key of the site that a list of the desk is limited to; NULL: none. The parameter site of the query, on a page also the
 * last site that was chosen (the cookie madang-site), unless the query says site= for all.
 */
const char *list_site(struct request *);
/* Does the query say it, and not the cookie? */
bool list_site_named(struct request *);
/* Adds the cookie of the site that the query names; of none, its end. */
void list_site_remember(struct request *);

/* The id to go on from, by the query's cursor; the largest id without one. NULL after answering 400. */
const char *list_place(struct request *, char kind) MUST_USE;

/* The parameters from and to, as a timestamptz parameter takes them (rq_time()); NULL where the query has none. */
struct period {
	const char *from, *to;
};
bool query_period(struct request *, struct period *out) MUST_USE; /* false after answering 400 */

/* The cursor of an id; JSON null for NULL or no id. */
json_t *list_cursor(struct request *, char kind, const char *id) MUST_USE;
/* As list_json(). */
json_t *list_page(struct request *, const struct answer *, char kind) MUST_USE;
/* Replies 200 with the document, or as reply_ok() where it is NULL. */
void reply_list(struct request *, const struct answer *, const json_t *doc);

#endif
