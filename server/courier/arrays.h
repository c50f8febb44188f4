/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters of the courier's queries: arrays as PostgreSQL reads them. */
#ifndef COURIER_ARRAYS_H
#define COURIER_ARRAYS_H

#include "base/buf.h"
#include "courier/result.h"
#include "secret/token.h"

/* Mails whose results are recorded, or whose texts are about to be sent. */
struct mail_arrays {
	struct buf ids, claims, results, replies;
};

void mail_arrays_begin(struct mail_arrays *);
void mail_arrays_add(struct mail_arrays *, const char *id, const char *claim, enum mail_result, const char *reply);
/* Closes the arrays; then each is a parameter. */
void mail_arrays_close(struct mail_arrays *);
void mail_arrays_end(struct mail_arrays *);

/* Makes n tokens and appends the array of their digests. */
void mail_tokens_make(char (*tokens)[TOKEN_TEXT], unsigned n, struct buf *digests);

/* Appends the lifetimes of tokens by purpose, in seconds, as JSON. */
void mail_lifetimes_put(struct buf *);

#endif
