/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/moderation/decisions/{decision}/undo: while comment and case are as the decision left them. POST
 * /v1/moderation/decisions/undo: up to a hundred, each with its own result, and one audit entry for all.
 */
#include "base/uuid.h"
#include "moderation/moderation.h"

static then_fn decision_undo_answered, decisions_undo_answered;
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

/* ---- many */

struct undo_body {
	json_t *list;
};

static const struct field fields[] = {
	{ "decisions", FIELD_JSON, true, offsetof(struct undo_body, list) },
};

void
undo_all(struct request *rq, const char *const *ids, size_t n, then_fn *then, const char *step)
{
	const char *key, *digest;
	struct buf list;

	if (!rq_idempotency(rq, &key, &digest))
		return;
	buf_init(&list, rq_arena(rq));
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%c%s", i == 0 ? '{' : ',', ids[i]);
	buf_putc(&list, '}');
	ask_list(rq, DECISIONS_UNDO, then, step, (const char *const[]) { rq_viewer(rq), list.data, rq_id(rq), key, digest }, 5);
}

void
decisions_undo(struct request *rq)
{
	const char *ids[DECISIONS_MAX];
	struct undo_body b = { 0 };
	struct uuid u;
	size_t i, n;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	n = json_array_size(b.list);
	if (!json_is_array(b.list))
		rq_bad(rq, "decisions", "bad_type");
	else if (n == 0 || n > DECISIONS_MAX)
		rq_bad(rq, "decisions", n == 0 ? "missing" : "too_many");
	else
		for (i = 0; i < n; i++) {
			ids[i] = json_string_value(json_array_get(b.list, i));
			if (ids[i] == NULL || !uuid_parse(ids[i], &u))
				rq_bad(rq, rq_printf(rq, "decisions[%zu]", i), ids[i] == NULL ? "bad_type" : "bad_id");
		}
	if (!reply_if_bad(rq))
		undo_all(rq, ids, n, decisions_undo_answered, "decisions_undo_answered");
}

static void
decisions_undo_answered(struct request *rq, const struct answer *a)
{
	decide_wrote(rq, a);
	reply_ok(rq, a);
}
