/* POST /desk/decisions/{decision}/undo: only while nothing later happened. */
#include "moderation/moderation.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn undone;

void
web_undo(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, DECISION_UNDO, undone, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

/* Undoing goes back to before: where no case was open, none is. */
static const char *
said(struct request *rq, const struct answer *a)
{
	const json_t *one = json_object_get(page_json(rq, a), "case");

	return (strcmp(view_get(one, "state", ""), "open") == 0 ? "undone" : "undone_closed");
}

static void
undone(struct request *rq, const struct answer *a)
{
	undone_wrote(rq, a);
	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, "/desk"), said(rq, a), 0, NULL);
	else if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_DECISION_OUTDATED);
	else
		page_refuse(rq, a);
}
