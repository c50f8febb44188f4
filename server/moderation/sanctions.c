/* SPDX-License-Identifier: Apache-2.0 */
/* Sanctions: imposing and lifting one, and restoring the comments that it rejected. */
#include "moderation/moderation.h"

#define SPAN_MAX (366 * 86400L) /* seconds */

struct sanction_body {
	struct sanction s;
	json_t *reject;
};

static then_fn sanction_add_answered, sanction_restore_answered;
static const struct field fields[] = {
	{ "kind", FIELD_WORD, true, offsetof(struct sanction_body, s.kind), .words = SANCTION_KINDS },
	{ "until", FIELD_TEXT, false, offsetof(struct sanction_body, s.until), 1, 40 },
	{ "reason", FIELD_TEXT, true, offsetof(struct sanction_body, s.reason), 1, DECISION_REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct sanction_body, s.note), 0, DECISION_TEXT_MAX },
	{ "message", FIELD_TEXT, false, offsetof(struct sanction_body, s.message), 0, DECISION_TEXT_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct sanction_body, s.site), 1, 100 },
	{ "reject_comments", FIELD_JSON, false, offsetof(struct sanction_body, reject) },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "time_past", .field = "until" },
	{ "until_not_allowed", .field = "until", .check = "not_allowed" },
	{ "time_future", .field = "reject_comments" },
	{ "second_needed", .field = "reject_comments" },
	{ "unknown_reason", .field = "reason", .check = "unknown_value" },
	{ "missing_site", .field = "site", .check = "missing" },
	{ NULL },
};

/* reject_comments: a number of seconds before now, or {"since": time}. */
static void
reject_read(struct request *rq, struct sanction_body *d)
{
	json_t *since = json_object_get(d->reject, "since");

	if (d->reject == NULL || json_is_null(d->reject))
		return;
	if (json_is_integer(d->reject)) {
		json_int_t n = json_integer_value(d->reject);

		if (n < 1 || n > SPAN_MAX)
			rq_bad(rq, "reject_comments", "out_of_range");
		else
			d->s.span = rq_int(rq, (long)n);
		return;
	}
	d->s.since = json_object_size(d->reject) == 1 ? rq_time(rq, json_string_value(since)) : NULL;
	if (d->s.since == NULL)
		rq_bad(rq, "reject_comments", "bad_span");
}

/* POST /v1/moderation/accounts/{account}/sanctions */
void
sanction_add(struct request *rq)
{
	struct sanction_body *d = rq_alloc(rq, sizeof(*d));
	const char *until;

	memset(d, 0, sizeof(*d));
	if (!rq_read(rq, fields, LENGTH(fields), d))
		return;
	until = d->s.until;
	d->s.until = rq_time(rq, until);
	if (until != NULL && d->s.until == NULL)
		rq_bad(rq, "until", "bad_time");
	reject_read(rq, d);
	if (!reply_if_bad(rq))
		sanction_ask(rq, &d->s, sanction_add_answered, "sanction_add_answered");
}

void
sanction_ask(struct request *rq, const struct sanction *s, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, SANCTION_ADD, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_id(rq), s->kind, s->until, s->reason, s->note,
			s->message, s->site, s->since, s->span, key, digest },
		    13);
}

const char *
sanction_of(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	return (json_is_object(json_object_get(doc, "comments")) ? json_string_value(json_object_get(doc, "id")) : NULL);
}

static void
sanction_add_answered(struct request *rq, const struct answer *a)
{
	const char *id = answer_is(a, "ok") ? sanction_of(rq, a) : NULL;

	if (id != NULL)
		span_run(rq, id, 201, NULL);
	else
		reply_outcome(rq, outcomes, a);
}

/* DELETE /v1/moderation/accounts/{account}/sanctions/{sanction} */
void
sanction_lift(struct request *rq)
{
	ask(rq, SANCTION_LIFT, reply_no_content, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

/* POST /v1/moderation/accounts/{account}/sanctions/{sanction}/restore: publishes the comments that it rejected. */
void
sanction_restore(struct request *rq)
{
	ask(rq, SANCTION_RESTORE, sanction_restore_answered, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
sanction_restore_answered(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		span_run(rq, rq_path(rq, 1), 200, NULL);
	else
		reply_ok(rq, a);
}
