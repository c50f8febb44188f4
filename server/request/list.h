/* What lists that are ordered by id alone share: their place, their filters, their answer. */
#ifndef REQUEST_LIST_H
#define REQUEST_LIST_H

#include "request/request.h"

/* The id to go on below, from the query's cursor; the greatest without one. NULL after answering 400. */
const char *page_place(struct request *, char kind) MUST_USE;

/* Those of the named parameters (separated by blanks) that are there are ids; false after answering 400. */
bool query_ids(struct request *, const char *names) MUST_USE;

/* The parameters from and to as a query takes them (rq_time()); NULL where there is none. */
struct period {
	const char *from, *to;
};
bool query_period(struct request *, struct period *out) MUST_USE; /* false after answering 400 */

/* An answer's body, read; NULL if it is not ok or no JSON. The cursor that stands for the last id. For lists of lists. */
json_t *list_doc(struct request *, const struct answer *);
json_t *list_cursor(struct request *, char kind, const char *id);

/* The answer's body with a cursor under next, freed with the request; NULL if it is not ok or no JSON. */
json_t *page_doc(struct request *, const struct answer *, char kind) MUST_USE;

/* The document as the answer; where it is NULL as reply_outcome(). */
void reply_list(struct request *, const struct outcome *outcomes, const struct answer *, const json_t *doc);

/* The answer's body, whose next is an id, with a cursor there instead; as reply_outcome() otherwise. */
void reply_page(struct request *, const struct outcome *outcomes, const struct answer *, char kind);

#endif
