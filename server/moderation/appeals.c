/* SPDX-License-Identifier: Apache-2.0 */
/* Appeals, for moderators: the list, and the decision by a moderator who did not take part in the case. */
#include "moderation/moderation.h"
#include "request/list.h"

struct appeal_decision_body {
	const char *outcome, *note;
};

static then_fn appeal_decide_answered, appeal_undo_answered;
static const struct field fields[] = {
	{ "outcome", FIELD_WORD, true, offsetof(struct appeal_decision_body, outcome), .words = APPEAL_OUTCOMES },
	{ "note", FIELD_TEXT, false, offsetof(struct appeal_decision_body, note), 0, APPEAL_NOTE_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_APPEAL_DECIDED },
	{ "text_erased" },
	{ "forbidden", .problem = PROBLEM_TOOK_PART },
	{ NULL },
};

static const struct outcome undo_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_APPEAL_NOT_UNDONE },
	{ "text_erased" },
	{ "forbidden", .problem = PROBLEM_NOT_YOUR_DECISION },
	{ NULL },
};

/* The oldest open appeal comes first, as it waits longest; of the decided ones the newest. */
static const struct id_list
    open_appeals = { .statement = APPEAL_LIST, .kind = 'a', .limit = 20, .ascending = true, .fixed = "true", .site = true };
static const struct id_list decided_appeals = { .statement = APPEAL_LIST,
	.kind = 'A',
	.limit = 20,
	.fixed = "false",
	.site = true };

const struct id_list *
appeal_list_def(struct request *rq)
{
	const char *state = rq_query(rq, "state");

	if (state == NULL || strcmp(state, "open") == 0)
		return (&open_appeals);
	if (strcmp(state, "decided") == 0)
		return (&decided_appeals);
	reply_bad_query(rq, "state is open or decided.");
	return (NULL);
}

/* GET /v1/moderation/appeals */
void
appeal_list(struct request *rq)
{
	const struct id_list *list = appeal_list_def(rq);

	if (list != NULL)
		list_get(rq, list);
}

/* POST /v1/moderation/appeals/{appeal}/decide */
void
appeal_decide(struct request *rq)
{
	const char *key, *digest;
	struct appeal_decision_body b = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &b) && rq_idempotency(rq, &key, &digest))
		ask(rq, APPEAL_DECIDE, appeal_decide_answered, rq_viewer(rq), rq_path(rq, 0), b.outcome, b.note, rq_id(rq), key,
		    digest);
}

const char *
appeal_decided(struct request *rq, const struct answer *a, const json_t **appeal)
{
	const json_t *doc = rq_answer_json(rq, a, "ok"), *one = json_object_get(doc, "appeal");
	const char *article = json_string_value(json_object_get(one, "article"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
	if (appeal != NULL)
		*appeal = one;
	return (json_string_value(json_object_get(doc, "span")));
}

static void
appeal_decide_answered(struct request *rq, const struct answer *a)
{
	const json_t *appeal = NULL;
	const char *span = answer_is(a, "ok") ? appeal_decided(rq, a, &appeal) : NULL;

	if (appeal == NULL)
		reply_outcome(rq, outcomes, a);
	else if (span != NULL)
		span_run(rq, span, 200, rq_json_text(rq, appeal));
	else
		reply_doc(rq, 200, appeal);
}

/* POST /v1/moderation/appeals/{appeal}/undo */
void
appeal_undo(struct request *rq)
{
	appeal_undo_ask(rq, appeal_undo_answered, "appeal_undo_answered");
}

void
appeal_undo_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, APPEAL_UNDO, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest }, 5);
}

void
appeal_undone(struct request *rq, const struct answer *a)
{
	const char *article = json_string_value(json_object_get(rq_answer_json(rq, a, "ok"), "article"));

	if (article != NULL)
		rq_wrote(rq, article, answer_long(a, 0, 1));
}

static void
appeal_undo_answered(struct request *rq, const struct answer *a)
{
	appeal_undone(rq, a);
	reply_outcome(rq, undo_outcomes, a);
}
