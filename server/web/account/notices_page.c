/* GET /account/notices, POST …/{notice}/read: statements of reasons and outcomes for me. */
#include "notice/notice.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn listed, greeted, marked;

void
web_notices(struct request *rq)
{
	notice_list_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	rq_set_state(rq, notice_list_json(rq, a));
	ask(rq, SESSION_GET, greeted, rq_viewer(rq));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "account");

	page_account(rq, l, a);
	page_reply(rq, 200, &template_notices, view_notices(l, rq_state(rq)));
}

void
web_notice_read(struct request *rq)
{
	ask(rq, NOTICE_READ, marked, rq_viewer(rq), rq_path(rq, 0));
}

static void
marked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/notices", NULL, 0, NULL);
	else
		page_refuse(rq, a);
}
