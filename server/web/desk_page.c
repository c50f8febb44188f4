/* GET /desk: open cases, most urgent first, with every reason at once. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/page.h"
#include "web/web.h"

static then_fn listed, greeted;

struct visit {
	struct case_page page;
	json_t *list;
};

static void draw(struct request *, const struct look *);

void
web_desk(struct request *rq)
{
	struct visit *v = rq_alloc(rq, sizeof(*v));

	if (!case_page_read(rq, &v->page))
		return;
	rq_keep(rq, v);
	case_page_ask(rq, &v->page, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	struct visit *v = rq_kept(rq);

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	v->list = case_page_json(rq, &v->page, a);
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_look(rq, "desk"));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct look *l = page_look(rq, "desk");

	page_account(rq, l, a);
	draw(rq, l);
}

static void
draw(struct request *rq, const struct look *l)
{
	const struct visit *v = rq_kept(rq);

	page_reply(rq, 200, &template_desk,
	    view_desk(l, v->list, case_view_name(v->page.from.view), rq_query(rq, "cursor")));
}
