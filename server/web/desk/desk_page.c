/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk: the open cases, by priority, each with all its reasons. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn desk_page_loaded;
static draw_fn desk_page_draw;

struct desk_page_state {
	struct case_page page;
	json_t *list;
};

void
web_desk(struct request *rq)
{
	struct desk_page_state *s = rq_alloc(rq, sizeof(*s));

	if (!case_page_read(rq, &s->page))
		return;
	rq_set_state(rq, s);
	case_page_ask(rq, &s->page, desk_page_loaded, "desk_page_loaded");
}

static void
desk_page_loaded(struct request *rq, const struct answer *a)
{
	struct desk_page_state *s = rq_state(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	s->list = case_page_json(rq, &s->page, a);
	show_drawn(rq, "desk", desk_page_draw);
}

static void
desk_page_draw(struct request *rq, struct page_context *l)
{
	const struct desk_page_state *s = rq_state(rq);

	page_reply(rq, 200, &template_desk, view_desk(l, s->list, case_view_name(s->page.from.view), rq_query(rq, "cursor")));
}
