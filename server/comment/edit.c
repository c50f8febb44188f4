/* SPDX-License-Identifier: Apache-2.0 */
/* PATCH /v1/articles/{article}/comments/{comment}: by its author, from the current revision, within comments.edit_window. */
#include "comment/comment.h"
#include "comment/draft.h"
#include "settings/settings.h"

static then_fn comment_edit_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "article_closed" },
	{ "thread_locked" },
	{ "edit_window" },
	{ "not_editable" },
	{ NULL },
};

void
comment_edit(struct request *rq)
{
	struct draft d;

	if (!draft_read_edit(rq, &d))
		return;
	ask(rq, COMMENT_EDIT, comment_edit_answered, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_int(rq, d.revision),
	    d.body, d.html, d.signals, rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)),
	    rq_int(rq, setting_int(NOTIFICATIONS_MENTIONS_MAX)));
}

static void
comment_edit_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
