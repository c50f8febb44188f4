/* GET /account: who I am, where I am signed in, my password. */
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn listed, greeted;

void
web_account(struct request *rq)
{
	ask(rq, SESSION_LIST, listed, rq_viewer(rq));
}

static void
listed(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_set_state(rq, page_json(rq, a));
	ask(rq, SESSION_GET, greeted, rq_viewer(rq));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "account");

	page_account(rq, l, a);
	page_reply(rq, 200, &template_account, view_account(l, rq_state(rq)));
}
