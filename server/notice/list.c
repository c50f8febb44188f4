/* GET /v1/account/notices: mine, newest first. */
#include "notice/notice.h"

static then_fn listed;
static const struct outcome says[] = { { "ok", 200 }, { NULL } };

void
notice_list(struct request *rq)
{
	ask(rq, NOTICE_LIST, listed, rq_viewer(rq));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}
