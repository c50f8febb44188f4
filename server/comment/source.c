/* GET /v1/articles/{article}/comments/{comment}/source: the Markdown, for its author and for moderators. */
#include "comment/comment.h"
#include "settings/settings.h"

static then_fn found;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
comment_source(struct request *rq)
{
	ask(rq, COMMENT_SOURCE, found, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1),
	    rq_int(rq, setting_int(COMMENTS_EDIT_WINDOW)));
}

static void
found(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
