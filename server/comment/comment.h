/* SPDX-License-Identifier: Apache-2.0 */
/* The comment endpoints, one file each; server/routes.c has their URLs. */
#ifndef COMMENT_COMMENT_H
#define COMMENT_COMMENT_H

#include "request/request.h"

handler_fn comment_page;
handler_fn comment_replies;
handler_fn comment_get;
handler_fn comment_source;
handler_fn comment_participants;
handler_fn comment_post;
handler_fn comment_preview;
handler_fn comment_edit;
handler_fn comment_withdraw;
handler_fn comment_mine;
handler_fn comments_of_account; /* GET /v1/accounts/{account}/comments */
/* Asks ACCOUNT_COMMENTS for the account of the path; then its document, NULL if the answer is not ok. */
void comments_of_account_ask(struct request *, const char *viewer, then_fn *, const char *step);
json_t *comments_of_account_json(struct request *, const struct answer *) MUST_USE;

#endif
