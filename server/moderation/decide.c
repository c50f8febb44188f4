/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/moderation/decisions: up to a hundred, each for the version of the case that the moderator saw. A malformed
 * body is refused as a whole, here. Each decision has its own result: it may be stale, or about an own comment.
 */
#include "moderation/moderation.h"
#include "settings/settings.h"

struct decide_body {
	json_t *list;
};

static then_fn decide_answered;
static const struct field fields[] = {
	{ "decisions", FIELD_JSON, true, offsetof(struct decide_body, list) },
};

static void
decision_bad(struct request *rq, size_t i, const char *member, const char *code)
{
	rq_bad(rq, rq_printf(rq, "decisions[%zu]%s%s", i, *member != '\0' ? "." : "", member), code);
}

static const char *
json_type_fault(const json_t *v)
{
	return (v == NULL || json_is_null(v) ? "missing" : "bad_type");
}

static void
decision_check_text(struct request *rq, size_t i, const json_t *item, const char *member, bool needed, size_t max)
{
	const json_t *v = json_object_get(item, member);

	if (v == NULL || json_is_null(v)) {
		if (needed)
			decision_bad(rq, i, member, "missing");
	} else if (!json_is_string(v))
		decision_bad(rq, i, member, "bad_type");
	else if (json_string_length(v) > max)
		decision_bad(rq, i, member, "too_long");
}

static void
decision_check(struct request *rq, size_t i, const json_t *item)
{
	const json_t *version = json_object_get(item, "version"), *value;
	const char *action, *id, *key;
	struct uuid u;

	if (!json_is_object(item)) {
		decision_bad(rq, i, "", "bad_type");
		return;
	}
	json_object_foreach ((json_t *)(uintptr_t)item, key, value)
		if (!word_in("case version action reason note message", key))
			decision_bad(rq, i, "", "unknown_field");
	id = json_string_value(json_object_get(item, "case"));
	if (id == NULL)
		decision_bad(rq, i, "case", json_type_fault(json_object_get(item, "case")));
	else if (!uuid_parse(id, &u))
		decision_bad(rq, i, "case", "bad_id");
	if (!json_is_integer(version))
		decision_bad(rq, i, "version", json_type_fault(version));
	else if (json_integer_value(version) < 0 || json_integer_value(version) > 2147483647)
		decision_bad(rq, i, "version", "out_of_range");
	action = json_string_value(json_object_get(item, "action"));
	if (action == NULL)
		decision_bad(rq, i, "action", json_type_fault(json_object_get(item, "action")));
	else if (!word_in(DECISION_ACTIONS, action))
		decision_bad(rq, i, "action", "unknown_value");
	decision_check_text(rq, i, item, "reason", false, DECISION_REASON_MAX);
	decision_check_text(rq, i, item, "note", false, DECISION_TEXT_MAX);
	decision_check_text(rq, i, item, "message", false, DECISION_TEXT_MAX);
}

/* Each decision gets its id before the write, so that a retried query decides once. NULL without memory. */
static const char *
decisions_text(struct request *rq, json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_object_set_new(json_array_get(list, i), "id", json_string(rq_id(rq))) != 0)
			return (NULL);
	return (rq_json_text(rq, list));
}

void
decide(struct request *rq)
{
	const char *key, *digest, *text;
	struct decide_body b = { 0 };
	size_t i, n;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	n = json_array_size(b.list);
	if (!json_is_array(b.list))
		rq_bad(rq, "decisions", "bad_type");
	else if (n == 0 || n > DECISIONS_MAX)
		rq_bad(rq, "decisions", n == 0 ? "missing" : "too_many");
	else
		for (i = 0; i < n; i++)
			decision_check(rq, i, json_array_get(b.list, i));
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	text = decisions_text(rq, b.list);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		ask(rq, DECIDE, decide_answered, rq_viewer(rq), text, key, digest, rq_int(rq, setting_int(MODERATION_LEASE)));
}

void
decide_all(struct request *rq, const struct decision *list, size_t n, then_fn *then, const char *step)
{
	json_t *items = rq_json_own(rq, json_array());
	const char *text, *key, *digest;

	for (const struct decision *d = list; d < list + n; d++)
		(void)json_array_append_new(items,
		    json_pack("{s:s,s:I,s:s,s:s*,s:s*,s:s*}", "case", d->comment, "version", (json_int_t)d->version, "action",
			d->action, "reason", d->reason, "note", d->note, "message", d->message));
	text = decisions_text(rq, items);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, DECIDE, then, step,
		    (const char *const[]) { rq_viewer(rq), text, key, digest, rq_int(rq, setting_int(MODERATION_LEASE)) }, 5);
}

void
decide_wrote(struct request *rq, const struct answer *a)
{
	const json_t *results = json_object_get(rq_answer_json(rq, a, "ok"), "results"), *r;
	size_t i;

	json_array_foreach (results, i, r) {
		const char *article = json_string_value(json_object_get(r, "article"));

		if (article != NULL)
			rq_wrote(rq, article, (long)json_integer_value(json_object_get(r, "article_version")));
	}
}

static void
decide_answered(struct request *rq, const struct answer *a)
{
	decide_wrote(rq, a);
	reply_ok(rq, a);
}
