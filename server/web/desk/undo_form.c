/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/decisions/{decision}/undo: undoes a decision that nothing depends on yet. */
#include "moderation/moderation.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn undo_form_done;

void
web_undo(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, DECISION_UNDO, undo_form_done, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

/* Undoing restores the former case: where no case was open, none is open afterwards. */
static const char *
undo_line(struct request *rq, const struct answer *a)
{
	const json_t *one = json_object_get(page_json(rq, a), "case");

	return (strcmp(view_get(one, "state", ""), "open") == 0 ? "undone" : "undone_closed");
}

static void
undo_form_done(struct request *rq, const struct answer *a)
{
	undo_wrote(rq, a);
	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, "/desk"), undo_line(rq, a), 0, NULL);
	else if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_DECISION_OUTDATED);
	else
		page_refuse(rq, a);
}
