/* GET /house-rules/{site}: what a site expects of those who write there, before anybody breaks it. */
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn told, greeted;

void
web_house_rules(struct request *rq)
{
	ask(rq, HOUSE_RULES, told, rq_path(rq, 0));
}

static void
draw(struct request *rq, const struct page_context *l)
{
	page_reply(rq, 200, &template_house_rules, view_house_rules(l, rq_state(rq)));
}

static void
told(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_set_state(rq, page_json(rq, a));
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_context(rq, ""));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");

	page_account(rq, l, a);
	draw(rq, l);
}
