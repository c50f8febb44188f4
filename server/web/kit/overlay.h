/*
 * What is the reader's own on a page of the discussion: votes, reports, held
 * comments, and who they are. One question, after the page's.
 */
#ifndef WEB_OVERLAY_H
#define WEB_OVERLAY_H

#include "comment/thread.h"
#include "web/kit/page.h"

/* The ids of a page's comments, as MINE_PAGE takes them. */
const char *overlay_ids(struct request *, const json_t *page);
/* Asks MINE_PAGE; there is a session, or what looks like one. */
void overlay_ask(struct request *, const char *article, const char *ids, then_fn *, const char *step);
/* MINE_PAGE's object, NULL if the session is over; the account goes into the look. */
json_t *overlay_read(struct request *, struct page_context *, const struct answer *);
/* How the page of a list looks; comment NULL at top level. */
struct thread_context overlay_context(struct request *, const struct thread_list *, const char *comment);

#endif
