/* POST /v1/moderation/decisions/{decision}/undo: only while nothing later happened. */
#include "moderation/moderation.h"

static then_fn undone;
static const struct outcome says[] = {
	{ "ok", 200, NULL, NULL },
	{ "conflict", 409, "Something happened after this decision.", NULL },
	{ "text_erased", 409, "The text has been erased; it cannot be shown again.", NULL },
	{ NULL, 0, NULL, NULL },
};

void
decision_undo(struct request *rq)
{
	ask(rq, DECISION_UNDO, undone, rq_viewer(rq), rq_path(rq, 0), rq_id(rq));
}

static void
undone(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}
