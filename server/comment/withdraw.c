/* SPDX-License-Identifier: Apache-2.0 */
/* DELETE /v1/articles/{article}/comments/{comment}: the author withdraws it; a repeated request is no error. */
#include "comment/comment.h"

void
comment_withdraw(struct request *rq)
{
	ask(rq, COMMENT_WITHDRAW, reply_no_content, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1));
}
