/* GET /desk: open cases, most urgent first, with every reason at once. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn listed;
static draw_fn draw;

struct page_state {
	struct case_page page;
	json_t *list;
};

void
web_desk(struct request *rq)
{
	struct page_state *v = rq_alloc(rq, sizeof(*v));

	if (!case_page_read(rq, &v->page))
		return;
	rq_set_state(rq, v);
	case_page_ask(rq, &v->page, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	struct page_state *v = rq_state(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	v->list = case_page_json(rq, &v->page, a);
	desk_draw(rq, draw);
}

static void
draw(struct request *rq, struct page_context *l)
{
	const struct page_state *v = rq_state(rq);

	page_reply(rq, 200, &template_desk,
	    view_desk(l, v->list, case_view_name(v->page.from.view), rq_query(rq, "cursor")));
}
