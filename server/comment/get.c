/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article}/comments/{comment}: one comment with its ancestors and first replies. */
#include "comment/comment.h"
#include "comment/thread.h"

static then_fn comment_get_answered;

void
comment_get(struct request *rq)
{
	ask(rq, COMMENT_GET, comment_get_answered, rq_path(rq, 0), rq_path(rq, 1));
}

static void
comment_get_answered(struct request *rq, const struct answer *a)
{
	struct buf out;

	if (!answer_is(a, "ok")) {
		reply_ok(rq, a);
		return;
	}
	buf_init(&out, rq_arena(rq));
	thread_comment_json(rq_path(rq, 0), a, &out);
	reply_public(rq, thread_version(a), out.data, out.len);
}
