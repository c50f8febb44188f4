/* POST /desk/decisions/{decision}/undo: only while nothing later happened. */
#include "web/page.h"
#include "web/web.h"

static then_fn undone;

void
web_undo(struct request *rq)
{
	ask(rq, DECISION_UNDO, undone, rq_viewer(rq), rq_path(rq, 0), rq_id(rq));
}

static void
undone(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, "/desk"), "undone", 0, NULL);
	else if (answer_is(a, "conflict"))
		reply_problem(rq, 409, "conflict", "Something happened after this decision, so it cannot be undone by itself. "
						   "Open the case and decide it anew.");
	else
		page_refuse(rq, a);
}
