/* Sanctions: imposed, lifted, and the comments of a span that one takes with it. */
#include "moderation/moderation.h"

#define REASON_MAX 64
#define NOTE_MAX   2000		/* octets */
#define SPAN_MAX   (366 * 86400L) /* seconds */

struct draft {
	struct sanction s;
	json_t *reject;
};

static then_fn imposed, lifted, turned;
static const struct field fields[] = {
	{ "kind", FIELD_WORD, true, offsetof(struct draft, s.kind), .words = SANCTION_KINDS },
	{ "until", FIELD_TEXT, false, offsetof(struct draft, s.until), 1, 40 },
	{ "reason", FIELD_TEXT, true, offsetof(struct draft, s.reason), 1, REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct draft, s.note), 0, NOTE_MAX },
	{ "message", FIELD_TEXT, false, offsetof(struct draft, s.message), 0, NOTE_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct draft, s.site), 1, 100 },
	{ "reject_comments", FIELD_JSON, false, offsetof(struct draft, reject) },
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
static const struct outcome lift_outcomes[] = { { "ok", 204 }, { NULL } };
static const struct outcome turn_outcomes[] = { { "ok", 200 }, { NULL } };

/* reject_comments: how many seconds back, or {"since": time}. */
static void
read_reject(struct request *rq, struct draft *d)
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
	struct draft *d = rq_alloc(rq, sizeof(*d));
	const char *until;

	memset(d, 0, sizeof(*d));
	if (!rq_read(rq, fields, LENGTH(fields), d))
		return;
	until = d->s.until;
	d->s.until = rq_time(rq, until);
	if (until != NULL && d->s.until == NULL)
		rq_bad(rq, "until", "bad_time");
	read_reject(rq, d);
	if (!reply_if_bad(rq))
		sanction_ask(rq, &d->s, imposed, "imposed");
}

void
sanction_ask(struct request *rq, const struct sanction *s, then_fn *then, const char *step)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, SANCTION_ADD, then, step,
		    (const char *const[]){ rq_viewer(rq), rq_path(rq, 0), rq_id(rq), s->kind, s->until, s->reason, s->note, s->message,
			s->site, s->since, s->span, key, digest }, 13);
}

const char *
sanction_of(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_json_own(rq, json_loadb(answer_text(a, 0, 2), answer_len(a, 0, 2), 0, NULL));

	return (json_is_object(json_object_get(doc, "comments")) ? json_string_value(json_object_get(doc, "id")) : NULL);
}

static void
imposed(struct request *rq, const struct answer *a)
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
	ask(rq, SANCTION_LIFT, lifted, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
lifted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, lift_outcomes, a);
}

/* POST /v1/moderation/accounts/{account}/sanctions/{sanction}/restore: the span's comments come back. */
void
sanction_restore(struct request *rq)
{
	ask(rq, SANCTION_RESTORE, turned, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
turned(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		span_run(rq, rq_path(rq, 1), 200, NULL);
	else
		reply_outcome(rq, turn_outcomes, a);
}
