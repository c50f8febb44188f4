/* POST /v1/account/notices/{notice}/read: I have seen it. */
#include "notice/notice.h"

static then_fn marked;
static const struct outcome outcomes[] = { { "ok", 204 }, { NULL } };

void
notice_read(struct request *rq)
{
	ask(rq, NOTICE_READ, marked, rq_viewer(rq), rq_path(rq, 0));
}

static void
marked(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
