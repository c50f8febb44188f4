/* SPDX-License-Identifier: Apache-2.0 */
/* The overlay of a discussion page: the reader's account, votes, reports and held comments. One query, after the page's. */
#ifndef WEB_OVERLAY_H
#define WEB_OVERLAY_H

#include "comment/thread.h"
#include "web/kit/page.h"

/* The ids of a page's comments, as MINE_PAGE takes them. */
const char *overlay_ids(struct request *, const json_t *page);
/* Asks MINE_PAGE, whose answer page_account() reads. The request must have a session token. */
void overlay_ask(struct request *, const char *article, const char *ids, then_fn *, const char *step);
/* The context of a list's page; comment NULL: the whole thread. */
struct thread_context overlay_context(struct request *, const struct thread_list *, const char *comment);

#endif
