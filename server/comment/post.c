/* POST /v1/articles/{article}/comments: one question, one answer. */
#include "comment/comment.h"
#include "comment/draft.h"
#include "settings/settings.h"

static then_fn posted;

void
comment_post(struct request *rq)
{
	const char *key, *digest;
	struct draft d;

	if (!draft_read(rq, &d) || !rq_idempotency(rq, &key, &digest))
		return; /* has replied */
	ask(rq, COMMENT_POST, posted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), d.parent, d.body, d.html,
	    d.signals, key, digest, rq_int(rq, setting_int(COMMENTS_DEPTH_MAX)));
}

static void
posted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, draft_outcomes, a);
}
