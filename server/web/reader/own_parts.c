/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /a/{article}/own and /a/{article}/c/{comment}/own: the overlay of a page as HTML, for script/overlay.js.
 *
 * How this works: the page for everybody comes from the cache. The script asks for this overlay, one query, and puts its
 * parts into the page: the reader's name, the composer or what forbids writing, own held comments, and the buttons of
 * comments. For those the overlay has one sample for each kind of comment, drawn by the template of every comment, so the
 * answer does not grow with the page.
 */
#include "comment/thread.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn own_parts_replied;

/* The path and query of the page whose overlay this is. */
static const char *
page_of_parts(struct request *rq)
{
	const char *target = rq_target(rq), *query = strchr(target, '?');
	size_t n = query != NULL ? (size_t)(query - target) : strlen(target);

	return (rq_printf(rq, "%.*s%s", (int)(n - strlen("/own")), target, query != NULL ? query : ""));
}

void
web_own_parts(struct request *rq)
{
	const char *comment = rq_path(rq, 1);
	struct thread_list *list = rq_alloc(rq, sizeof(*list));

	if (!page_wants_part(rq)) { /* a reader followed the address */
		page_see(rq, page_of_parts(rq), NULL, 0, NULL);
		return;
	}
	if (!thread_list_read(rq, rq_path(rq, 0), comment != NULL ? comment : rq_path(rq, 0), thread_page_depth(), list))
		return;
	rq_set_state(rq, list);
	overlay_ask(rq, list->article, NULL, own_parts_replied, "own_parts_replied");
}

static void
own_parts_replied(struct request *rq, const struct answer *a)
{
	const struct thread_list *list = rq_state(rq);
	struct thread_context t = overlay_context(rq, list, rq_path(rq, 1));
	struct page_context *c = page_context(rq, "");

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	c->here = page_of_parts(rq);
	page_reply(rq, 200, &template_own_parts, view_own_parts(c, &t, page_account(rq, c, a)));
}
