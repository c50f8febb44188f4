/* SPDX-License-Identifier: Apache-2.0 */
#include "web/kit/show.h"

#include <string.h>

#include "request/list.h"

struct show_state {
	const char *at;
	draw_fn *draw;
	void *state; /* the handler's */
};

static then_fn show_account_loaded;

void
show_drawn(struct request *rq, const char *at, draw_fn *draw)
{
	struct show_state *s = rq_alloc(rq, sizeof(*s));

	*s = (struct show_state) { .at = at, .draw = draw, .state = rq_state(rq) };
	rq_set_state(rq, s);
	if (!page_ask_account(rq, show_account_loaded, "show_account_loaded"))
		show_account_loaded(rq, NULL);
}

static void
show_account_loaded(struct request *rq, const struct answer *a)
{
	const struct show_state *s = rq_state(rq);
	struct page_context *l = page_context(rq, s->at);

	rq_set_state(rq, s->state);
	if (a != NULL)
		(void)page_account(rq, l, a);
	if (l->account != NULL && strcmp(l->at, "desk") == 0 && list_site_named(rq) &&
	    (l->site == NULL || (view_own_sites(l) > 1 && view_own_site(l, l->site))))
		list_site_remember(rq);
	s->draw(rq, l);
}

struct view_state {
	const struct page_view *page;
	int status;
	json_t *doc;
};

static void
show_draw_view(struct request *rq, struct page_context *l)
{
	const struct view_state *v = rq_state(rq);

	page_reply(rq, v->status, v->page->template, v->page->view(l, v->doc));
}

void
show_view(struct request *rq, const struct page_view *page, int status, json_t *doc)
{
	struct view_state *v = rq_alloc(rq, sizeof(*v));

	*v = (struct view_state) { .page = page, .status = status, .doc = doc };
	rq_set_state(rq, v);
	show_drawn(rq, page->at, show_draw_view);
}

void
show_answer(struct request *rq, const struct page_view *page, const struct answer *a, read_fn *read)
{
	if (answer_is(a, "ok"))
		show_view(rq, page, 200, read(rq, a));
	else
		page_refuse(rq, a);
}
