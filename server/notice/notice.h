/*
 * Notices: statements of reasons and outcomes for the reader who asks.
 */
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "request.h"

handler_fn notice_list; /* GET /v1/account/notices */
handler_fn notice_read; /* POST /v1/account/notices/{notice}/read */

/*
 * A page of the asker's notices, as limit and cursor in the query say; answers
 * 400 itself. The document has a cursor under next, and is freed with the
 * request; NULL if the answer's body is no JSON.
 */
void notice_list_ask(struct request *, then_fn *, const char *step);
json_t *notice_list_json(struct request *, const struct answer *);

#endif
