/* SPDX-License-Identifier: Apache-2.0 */
/* Reports: the endpoint, and the question that the page's form asks too. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "request/request.h"

handler_fn report_post;
handler_fn name_report;

/* The reasons of the contract. */
#define REPORT_REASONS	  "spam abuse hate harassment misinformation off_topic illegal other"
#define REPORT_DETAIL_MAX 2000 /* bytes */

struct report {
	const char *reason;
	const char *detail; /* NULL: none */
};

/* Asks. The first names of the path are the article and the comment. key, digest: rq_idempotency(). */
void report_ask(struct request *, const struct report *, const char *key, const char *digest, then_fn *, const char *step);
/* The same of a name; the first name of the path is the account. */
void name_report_ask(struct request *, const struct report *, const char *key, const char *digest, then_fn *, const char *step);

#endif
