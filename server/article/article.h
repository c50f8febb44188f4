/* SPDX-License-Identifier: Apache-2.0 */
/* The article endpoints, one file each; server/routes.c has their URLs. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "request/request.h"

handler_fn article_create;
handler_fn article_find;
handler_fn article_first_sight;
handler_fn article_get;
/* Asks ARTICLE_FIND by the query's url or key, one of them, and site. Returns NULL, or why the query names no article. */
const char *article_find_ask(struct request *, then_fn *, const char *step) MUST_USE;
handler_fn article_patch;
handler_fn counts_get;
handler_fn article_counts;

/* Columns of an article that a client writes. Lengths are in bytes. */
#define ARTICLE_STATES	    "open premoderated closed hidden"
#define ARTICLE_SECONDS_MAX (365L * 86400) /* without a comment, before the article closes */
#define ARTICLE_KEY_MAX	    200
#define ARTICLE_TITLE_MAX   1000

/* Replaces *url by its canonical form; NULL stays. False after rq_bad(), if it is no http or https address. */
bool article_url_read(struct request *, const char **url) MUST_USE;

#endif
