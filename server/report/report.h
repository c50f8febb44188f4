/* The report endpoint, and what a report is. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "request/request.h"

handler_fn report_post;

/* The reasons of the contract, separated by blanks. */
#define REPORT_REASONS "spam abuse hate harassment misinformation off_topic illegal other"

struct report {
	const char *reason;
	const char *detail; /* NULL: none */
};

/* Asks; the article and the comment are the path's first names. */
void report_ask(struct request *, const struct report *, const char *key, const char *digest, then_fn *, const char *step);

#endif
