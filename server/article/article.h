/* The article endpoints, one file each. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "request/request.h"

handler_fn article_create;
handler_fn article_find;
handler_fn article_get;
handler_fn article_patch;
handler_fn article_counts;

/* Columns of an article that a client writes. */
#define ARTICLE_STATES	  "open premoderated closed hidden"
#define ARTICLE_SECONDS_MAX (365L * 86400) /* of silence before it closes */
#define ARTICLE_KEY_MAX	  200  /* octets */
#define ARTICLE_TITLE_MAX 1000 /* octets */

/* Puts the canonical form in its place, if one is given. False if it is no http or https address; rq_bad() has been told. */
bool article_url_read(struct request *, const char **url) MUST_USE;

#endif
