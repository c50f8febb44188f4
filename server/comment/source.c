/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /v1/articles/{article}/comments/{comment}/source: the Markdown, for its author and for moderators. The edit
 * window is a parameter, because the reply says until when the author can edit.
 */
#include "comment/comment.h"
#include "settings/settings.h"

void
comment_source(struct request *rq)
{
	ask(rq, COMMENT_SOURCE, reply_ok, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1),
	    rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)));
}
