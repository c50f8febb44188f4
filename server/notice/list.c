/* GET /v1/account/notices: mine, newest first, by keyset. */
#include "notice/notice.h"
#include "request/list.h"

#define CURSOR_KIND 'n'

static then_fn listed;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
notice_list_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	long limit;

	if (at != NULL && rq_query_int(rq, "limit", 1, 100, 50, &limit))
		ask_list(rq, NOTICE_LIST, then, step, (const char *const[]){ rq_viewer(rq), rq_int(rq, limit), at }, 3);
}

json_t *
notice_list_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, CURSOR_KIND));
}

void
notice_list(struct request *rq)
{
	notice_list_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_page(rq, outcomes, a, CURSOR_KIND);
}
