/* SPDX-License-Identifier: Apache-2.0 */
/* Reported names, for moderators: the list, and the decision. A replaced name is a sanction, which can be appealed and lifted. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "request/names.h"

static then_fn name_decide_answered;
static const struct field fields[] = {
	{ "outcome", FIELD_WORD, true, offsetof(struct name_decision, outcome), .words = NAME_OUTCOMES },
	{ "reason", FIELD_TEXT, false, offsetof(struct name_decision, reason), 1, DECISION_REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct name_decision, note), 0, DECISION_TEXT_MAX },
	{ "message", FIELD_TEXT, false, offsetof(struct name_decision, message), 0, DECISION_TEXT_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_NAME_DECIDED },
	{ "unknown_reason", .field = "reason", .check = "unknown_value" },
	{ NULL },
};

/* The oldest comes first, as it waits longest. */
const struct id_list name_list_def = { .statement = NAME_LIST, .kind = 'n', .limit = 20, .ascending = true, .site = true };

/* GET /v1/moderation/names */
void
name_list(struct request *rq)
{
	list_get(rq, &name_list_def);
}

/* POST /v1/moderation/names/{report}/decide */
void
name_decide(struct request *rq)
{
	struct name_decision d = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &d))
		return;
	if (strcmp(d.outcome, "rename") == 0 && d.reason == NULL)
		rq_bad(rq, "reason", "missing");
	if (!reply_if_bad(rq))
		name_decide_ask(rq, &d, name_decide_answered, "name_decide_answered");
}

void
name_decide_ask(struct request *rq, const struct name_decision *d, then_fn *then, const char *step)
{
	const char *key, *digest, *names = rq_json_text(rq, rq_json_own(rq, names_neutral(rq)));

	if (names == NULL)
		reply_problem(rq, PROBLEM_BUSY);
	else if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, NAME_DECIDE, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), d->outcome, d->reason, d->note, d->message, names,
			rq_id(rq), key, digest },
		    10);
}

static void
name_decide_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
