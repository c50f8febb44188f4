/* SPDX-License-Identifier: Apache-2.0 */
/* GET /signed-in: the page after a sign-in from inside a frame. */
#include "web/account/window.h"

#include "guard/cookie.h"
#include "templates.h"
#include "text/percent.h"
#include "web/kit/show.h"
#include "web/web.h"

#define FRAMED "/embed/"

static draw_fn signed_in_draw;

bool
window_is_framed(const char *next)
{
	return (next != NULL && strncmp(view_back(next), FRAMED, strlen(FRAMED)) == 0);
}

const char *
window_after(struct request *rq, const char *next)
{
	return (window_is_framed(next) ? rq_printf(rq, "/signed-in%s", page_next(rq, next)) : next);
}

void
window_put(struct request *rq, json_t *form)
{
	if (cookie_in_frame(rq)) {
		view_put(form, "new_window", json_true());
		view_put(form, "apart", json_true());
	}
}

bool
window_refused(struct request *rq, json_t *(*form)(struct request *))
{
	json_t *root;

	if (!cookie_in_frame(rq))
		return (false);
	root = form(rq);
	view_put(root, "lead", json_string("This needs a window of its own. Send the form again: it opens one."));
	page_reply(rq, 422, &template_form, root);
	return (true);
}

void
web_signed_in(struct request *rq)
{
	show_drawn(rq, "", signed_in_draw);
}

/* The discussion's own page, for a reader whose frame cannot be reached. */
static json_t *
own_page(const char *next)
{
	return (
	    window_is_framed(next) ? view_string("/a/%s", view_back(next) + strlen(FRAMED)) : view_string("%s", view_back(next)));
}

static void
signed_in_draw(struct request *rq, struct page_context *l)
{
	const char *next = rq_query(rq, "next");
	json_t *root;

	if (!l->signed_in) {
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, next)));
		return;
	}
	root = view_root(l, "You are signed in");
	view_put(root, "script", json_string(asset_signed_in_js));
	view_put(root, "own_page", own_page(next));
	page_reply(rq, 200, &template_signed_in, root);
}
