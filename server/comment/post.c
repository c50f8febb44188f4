/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/articles/{article}/comments: a new comment, at top level or as a reply. */
#include "comment/comment.h"
#include "comment/draft.h"
#include "settings/settings.h"

static then_fn comment_post_answered;

void
comment_post(struct request *rq)
{
	const char *key, *digest;
	struct draft d;

	if (!draft_read(rq, &d) || !rq_idempotency(rq, &key, &digest))
		return; /* has replied */
	ask(rq, COMMENT_POST, comment_post_answered, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), d.parent, d.body, d.html,
	    d.signals, key, digest, rq_int(rq, setting_int(COMMENTS_DEPTH_MAX)), setting_text(ACCOUNTS_VERIFY_BEFORE),
	    setting_filled(TERMS_VERSION), rq_int(rq, setting_int(NOTIFICATIONS_MENTIONS_MAX)));
}

static void
comment_post_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, draft_outcomes, a);
}
