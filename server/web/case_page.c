/* GET /desk/{comment}: one case with all its signals, and what to do with it. */
#include "templates.h"
#include "web/page.h"
#include "web/web.h"

static then_fn got, greeted;

static void
draw(struct request *rq, const struct look *l)
{
	page_reply(rq, 200, &template_case, view_case_page(l, rq_kept(rq)));
}

void
web_case(struct request *rq)
{
	ask(rq, CASE_GET, got, rq_viewer(rq), rq_path(rq, 0));
}

static void
got(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_keep(rq, page_json(rq, a));
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
