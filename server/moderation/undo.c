/* POST /v1/moderation/decisions/{decision}/undo: only while nothing later happened. */
#include "moderation/moderation.h"
#include "text/json.h"

static then_fn undone;
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
		ask(rq, DECISION_UNDO, undone, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

void
undone_wrote(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ? json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL) : NULL;
	const char *article =
	    json_string_value(json_object_get(json_object_get(json_object_get(doc, "case"), "article"), "id"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
	json_decref(doc);
}

static void
undone(struct request *rq, const struct answer *a)
{
	undone_wrote(rq, a);
	reply_outcome(rq, outcomes, a);
}
