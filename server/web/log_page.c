/* GET /desk/log: who decided what, newest first. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/page.h"
#include "web/web.h"

static then_fn logged, greeted;

void
web_log(struct request *rq)
{
	decision_log_ask(rq, logged, "logged");
}

static void
draw(struct request *rq, const struct look *l)
{
	page_reply(rq, 200, &template_log, view_log(l, rq_kept(rq)));
}

static void
logged(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_keep(rq, decision_log_json(rq, a));
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
