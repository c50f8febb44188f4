/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/cases/{comment}: version 0 if the comment has no case. */
#include "moderation/moderation.h"

static then_fn case_get_answered;

void
case_get(struct request *rq)
{
	case_get_ask(rq, rq_path(rq, 0), case_get_answered, "case_get_answered");
}

void
case_get_ask(struct request *rq, const char *comment, then_fn *then, const char *step)
{
	const char *full = rq_is_safe(rq) ? rq_query(rq, "full") : NULL;

	if (full != NULL && !word_in("true false", full))
		reply_bad_query(rq, "full is true or false.");
	else
		ask_list(rq, CASE_GET, then, step,
		    (const char *const[]) { rq_viewer(rq), comment, full != NULL ? full : "false" }, 3);
}

static void
case_get_answered(struct request *rq, const struct answer *a)
{
	reply_ok(rq, a);
}
