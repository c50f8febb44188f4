/* DELETE /v1/articles/{article}/comments/{comment}: the author takes it back; a second time is no error. */
#include "comment/comment.h"

static then_fn withdrawn;
static const struct outcome outcomes[] = { { "ok", 204 }, { NULL } };

void
comment_withdraw(struct request *rq)
{
	ask(rq, COMMENT_WITHDRAW, withdrawn, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1));
}

static void
withdrawn(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
