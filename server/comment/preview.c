/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/preview: the HTML that a comment with this text would have. Nothing is stored. */
#include "comment/comment.h"
#include "comment/draft.h"

static then_fn preview_session_answered;

void
comment_preview(struct request *rq)
{
	struct draft *d = rq_alloc(rq, sizeof(*d));

	if (!draft_read_preview(rq, d))
		return; /* has replied */
	rq_set_state(rq, d);
	ask(rq, SESSION_ACCOUNT, preview_session_answered, rq_viewer(rq));
}

static void
preview_session_answered(struct request *rq, const struct answer *a)
{
	const struct draft *d = rq_state(rq);

	if (answer_is(a, "ok"))
		reply_doc(rq, 200, rq_json_own(rq, json_pack("{s:s}", "html", d->html)));
	else
		reply_ok(rq, a);
}
