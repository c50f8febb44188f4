/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /v1/moderation/cases/{comment}/sanction: a sanction of the author from the card of a case, in one act with
 * the case's decision and the author's comments of a span; and POST …/sanctions/{sanction}/undo, which takes all back.
 */
#include "moderation/moderation.h"

#define INLINE_MAX "100" /* comments in the transaction of the act; span_run() does all others */

struct case_sanction_body {
	struct sanction s;
	long version;
	const char *where, *comments, *decide;
};

static then_fn case_sanction_made, sanction_undo_answered;
static const struct field fields[] = {
	{ "version", FIELD_LONG, true, offsetof(struct case_sanction_body, version), 0, 2147483647 },
	{ "kind", FIELD_WORD, true, offsetof(struct case_sanction_body, s.kind), .words = SANCTION_KINDS },
	{ "until", FIELD_TEXT, false, offsetof(struct case_sanction_body, s.until), 1, 40 },
	{ "reason", FIELD_TEXT, true, offsetof(struct case_sanction_body, s.reason), 1, DECISION_REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct case_sanction_body, s.note), 0, DECISION_TEXT_MAX },
	{ "message", FIELD_TEXT, false, offsetof(struct case_sanction_body, s.message), 0, DECISION_TEXT_MAX },
	{ "where", FIELD_WORD, false, offsetof(struct case_sanction_body, where), .words = "site everywhere" },
	{ "comments", FIELD_WORD, false, offsetof(struct case_sanction_body, comments), .words = SANCTION_SPANS },
	{ "decide", FIELD_WORD, false, offsetof(struct case_sanction_body, decide), .words = "reject nothing" },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "conflict", .problem = PROBLEM_CASE_CHANGED },
	{ "time_past", .field = "until" },
	{ "until_not_allowed", .field = "until", .check = "not_allowed" },
	{ "unknown_reason", .field = "reason", .check = "unknown_value" },
	{ "second_needed", .field = "decide" },
	{ "appealed", .field = "decide" },
	{ "not_decidable", .field = "decide" },
	{ NULL },
};
static const struct outcome undo_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_SANCTION_LIFTED },
	{ NULL },
};

void
case_sanction_preview(struct request *rq)
{
	ask(rq, SANCTION_PREVIEW, reply_ok, rq_viewer(rq), rq_path(rq, 0));
}

void
case_sanction(struct request *rq)
{
	struct case_sanction_body b = { .where = "site", .comments = "none", .decide = "reject" };
	struct case_sanction *d = rq_alloc(rq, sizeof(*d));
	const char *until;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	until = b.s.until;
	b.s.until = rq_time(rq, until);
	if (until != NULL && b.s.until == NULL)
		rq_bad(rq, "until", "bad_time");
	*d = (struct case_sanction) { .s = b.s,
		.version = b.version,
		.comments = b.comments,
		.everywhere = strcmp(b.where, "everywhere") == 0,
		.decide = strcmp(b.decide, "reject") == 0 };
	if (!reply_if_bad(rq))
		case_sanction_ask(rq, d, case_sanction_made, "case_sanction_made");
}

/* Seconds back from now; 0: all comments; NULL: none. */
static const char *
comments_span(const char *word)
{
	static const struct {
		const char *word, *seconds;
	} spans[] = { { "day", "86400" }, { "week", "604800" }, { "month", "2592000" }, { "all", "0" } };

	for (size_t i = 0; i < LENGTH(spans); i++)
		if (strcmp(spans[i].word, word) == 0)
			return (spans[i].seconds);
	return (NULL);
}

void
case_sanction_ask(struct request *rq, const struct case_sanction *d, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, CASE_SANCTION, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_int(rq, d->version), rq_id(rq), d->s.kind,
			d->s.until, d->s.reason, d->s.note, d->s.message, d->everywhere ? "true" : "false",
			comments_span(d->comments), d->decide ? "true" : "false", INLINE_MAX, key, digest },
		    15);
}

const char *
case_sanction_wrote(struct request *rq, const struct answer *a, const json_t **sanction)
{
	json_t *doc = rq_answer_json(rq, a, "ok"), *one = json_object_get(doc, "sanction"), *version;
	const json_t *comments = json_object_get(one, "comments");
	const char *article, *state = json_string_value(json_object_get(comments, "state"));

	json_object_foreach (json_object_get(doc, "articles"), article, version)
		rq_wrote(rq, article, (long)json_integer_value(version));
	if (sanction != NULL)
		*sanction = one;
	return (state != NULL && word_in("rejecting restoring", state) ? json_string_value(json_object_get(one, "id")) : NULL);
}

static void
sanction_reply(struct request *rq, const struct answer *a, int status, const struct outcome *list)
{
	const json_t *one;
	const char *left;

	if (!answer_is(a, "ok")) {
		reply_outcome(rq, list, a);
		return;
	}
	left = case_sanction_wrote(rq, a, &one);
	if (left != NULL)
		span_run(rq, left, status, NULL);
	else
		reply_doc(rq, status, one);
}

static void
case_sanction_made(struct request *rq, const struct answer *a)
{
	sanction_reply(rq, a, 201, outcomes);
}

/* POST /v1/moderation/accounts/{account}/sanctions/{sanction}/undo */
void
sanction_undo(struct request *rq)
{
	sanction_undo_ask(rq, sanction_undo_answered, "sanction_undo_answered");
}

void
sanction_undo_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, SANCTION_UNDO, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq), INLINE_MAX, key, digest },
		    7);
}

static void
sanction_undo_answered(struct request *rq, const struct answer *a)
{
	sanction_reply(rq, a, 200, undo_outcomes);
}
