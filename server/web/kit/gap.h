/*
 * Gaps: where readers of one page differ, a document's values hold a gap, which its drawing keeps as it is and which
 * is filled for each reader. A gap is marked by a secret, so that no text of a reader's can hold one.
 */
#ifndef WEB_GAP_H
#define WEB_GAP_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

struct page_context;

enum gap {
	GAP_TOKEN = 't', /* the look's form token */
	GAP_KEY = 'k',	 /* its key */
	GAP_NAME = 'n',	 /* the account's name */
	GAP_AGO = 'a',	 /* how long ago that was; of: RFC 3339 */
};

/* of: "" unless the gap says otherwise. */
json_t *gap_value(enum gap, const char *of) MUST_USE;
/* A page with its gaps filled for the look's account. */
void gap_fill(const char *html, size_t n, const struct page_context *, struct buf *out);

#endif
