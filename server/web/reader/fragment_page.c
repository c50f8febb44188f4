/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /fragment/{article}: the first page of a discussion as bare HTML, for newspapers to include in their pages (SSI, ESI,
 * CMS). The same bytes for everybody. An article that is unknown or hidden gets a sentence, never an error: the newspaper's
 * page includes any answer.
 */
#include "comment/thread.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"
#include "web/web.h"

#define TYPE	   "text/html; charset=utf-8"
#define NODE_FRAME 1200 /* bytes of HTML and JSON-LD around a comment's text, at most */

static then_fn fragment_loaded;

void
fragment_reply_none(struct request *rq)
{
	struct page_context *l = page_context_shared(rq);
	struct buf out = page_draw(rq, &template_fragment_none, view_root(l, "Discussion"));

	reply_bytes(rq, 200, TYPE, out.data, out.len, rq_printf(rq, "public, max-age=%ld", setting_int(EMBED_UNKNOWN_MAX_AGE)));
}

void
web_fragment(struct request *rq)
{
	struct thread_list *l = rq_alloc(rq, sizeof(*l));

	if (!thread_list_read(rq, rq_path(rq, 0), rq_path(rq, 0), thread_page_depth(), l))
		return;
	l->extra = NODE_FRAME;
	rq_set_state(rq, l);
	thread_list_ask(rq, l, fragment_loaded, "fragment_loaded");
}

static void
fragment_loaded(struct request *rq, const struct answer *a)
{
	const struct thread_list *l = rq_state(rq);
	struct buf text, out;

	if (!answer_is(a, "ok")) {
		fragment_reply_none(rq);
		return;
	}
	buf_init(&text, rq_arena(rq));
	thread_list_json(l, a, &text);
	out = page_draw(rq, &template_fragment,
	    view_fragment(page_context_shared(rq), page_parse(rq, text.data, text.len), setting_text(SERVER_BASE_URL)));
	reply_public_bytes(rq, thread_version(a), TYPE, out.data, out.len);
}
