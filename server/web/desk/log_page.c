/* GET /desk/log: who decided what, newest first. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn logged;

void
web_log(struct request *rq)
{
	decision_log_ask(rq, logged, "logged");
}

static void
logged(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_log, view_log };

	if (answer_is(a, "ok"))
		desk_show(rq, &page, 200, decision_log_json(rq, a));
	else
		page_refuse(rq, a);
}
