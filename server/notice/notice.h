/*
 * Notices: statements of reasons and outcomes for the reader who asks.
 */
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "request/request.h"

handler_fn notice_list; /* GET /v1/account/notices */
handler_fn notice_read; /* POST /v1/account/notices/{notice}/read */

/* Against what a notice told. */
#define APPEAL_TEXT_MAX	 8192 /* octets */
#define ILLEGAL_TEXT_MAX 8192
handler_fn appeal_post; /* POST /v1/appeals */
handler_fn appeal_mine; /* GET /v1/account/appeals */
/* A page of them, as limit and cursor in the query say; answers 400 itself. */
void appeal_mine_ask(struct request *, then_fn *, const char *step);
json_t *appeal_mine_json(struct request *, const struct answer *);

/* Notices of illegal content, from anyone. */
handler_fn illegal_post; /* POST /v1/notices/illegal */
handler_fn illegal_get;	 /* GET /v1/notices/illegal/{reference} */
/* Good enough to try a mail. */
bool illegal_address(const char *);

/*
 * A page of the asker's notices, as limit and cursor in the query say; answers
 * 400 itself. The document has a cursor under next, and is freed with the
 * request; NULL if the answer's body is no JSON.
 */
void notice_list_ask(struct request *, then_fn *, const char *step);
json_t *notice_list_json(struct request *, const struct answer *);

#endif
