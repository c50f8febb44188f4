/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article}/comments and …/comments/{comment}/replies: a page of a list, the same for all readers. */
#include "comment/comment.h"
#include "comment/thread.h"

static then_fn comment_page_answered;

void
comment_page(struct request *rq)
{
	struct thread_list *l = rq_alloc(rq, sizeof(*l));

	if (!thread_list_read(rq, rq_path(rq, 0), rq_path(rq, 0), (struct thread_depth) { 3, 2 }, l))
		return;
	rq_set_state(rq, l);
	thread_list_ask(rq, l, comment_page_answered, "comment_page_answered");
}

void
comment_replies(struct request *rq)
{
	struct thread_list *l = rq_alloc(rq, sizeof(*l));

	if (!thread_list_read(rq, rq_path(rq, 0), rq_path(rq, 1), (struct thread_depth) { 0, 2 }, l))
		return;
	rq_set_state(rq, l);
	thread_list_ask(rq, l, comment_page_answered, "comment_page_answered");
}

static void
comment_page_answered(struct request *rq, const struct answer *a)
{
	struct buf out;

	if (!answer_is(a, "ok")) {
		reply_ok(rq, a);
		return;
	}
	buf_init(&out, rq_arena(rq));
	thread_list_json(rq_state(rq), a, &out);
	reply_public(rq, thread_version(a), out.data, out.len);
}
