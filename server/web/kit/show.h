/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages for one reader. A handler first loads its document, then these functions load the account of the reader
 * (SESSION_GET) and draw the page. So a page costs at most two queries.
 */
#ifndef WEB_SHOW_H
#define WEB_SHOW_H

#include "web/kit/page.h"

struct page_view {
	const char *at; /* the part of the site: see struct page_context */
	const struct template *template;
	json_t *(*view)(const struct page_context *, json_t *doc);
};

/* Loads the account, then calls draw. rq_state() in draw is what the handler set. Without a session there is no query. */
typedef void draw_fn(struct request *, struct page_context *);
void show_drawn(struct request *, const char *at, draw_fn *draw);
/* Draws doc, which lives as long as the request. Replaces rq_state(). */
void show_view(struct request *, const struct page_view *, int status, json_t *doc);
/* Draws the document that read makes of an answer (page_json: its body). An outcome other than ok is refused. */
typedef json_t *read_fn(struct request *, const struct answer *);
void show_answer(struct request *, const struct page_view *, const struct answer *, read_fn *read);

#endif
