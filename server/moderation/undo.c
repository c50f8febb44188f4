/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/moderation/decisions/{decision}/undo: while comment and case are as the decision left them. */
#include "moderation/moderation.h"

static then_fn decision_undo_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_DECISION_OUTDATED },
	{ "text_erased" },
	{ NULL },
};

void
decision_undo(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, DECISION_UNDO, decision_undo_answered, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

void
undo_wrote(struct request *rq, const struct answer *a)
{
	const json_t *one = json_object_get(rq_answer_json(rq, a, "ok"), "case");
	const char *article = json_string_value(json_object_get(json_object_get(one, "article"), "id"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
}

static void
decision_undo_answered(struct request *rq, const struct answer *a)
{
	undo_wrote(rq, a);
	reply_outcome(rq, outcomes, a);
}
