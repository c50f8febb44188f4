/* GET /v1/articles/{article}/comments/{comment}: one comment and the way to it. */
#include "comment/comment.h"
#include "comment/thread.h"

static then_fn got;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
comment_get(struct request *rq)
{
	ask(rq, COMMENT_GET, got, rq_path(rq, 0), rq_path(rq, 1));
}

static void
got(struct request *rq, const struct answer *a)
{
	struct buf out;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, outcomes, a);
		return;
	}
	buf_init(&out, rq_arena(rq));
	thread_comment_json(rq_path(rq, 0), a, &out);
	reply_public(rq, thread_version(a), out.data, out.len);
}
