/*
 * POST /v1/moderation/decisions: up to a hundred, each by the version its
 * moderator saw. The shape is checked here and fails as a whole; what a single
 * decision meets (stale, own comment, no such case) is its own result.
 */
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "text/json.h"

#define NOTE_MAX   2000 /* octets; of the message too */
#define REASON_MAX 64

struct decisions {
	json_t *list;
};

static then_fn decided;
static const struct field fields[] = {
	{ "decisions", FIELD_JSON, true, offsetof(struct decisions, list) },
};
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

static void
bad_item(struct request *rq, size_t i, const char *member, const char *code)
{
	rq_bad(rq, rq_printf(rq, "decisions[%zu]%s%s", i, *member != '\0' ? "." : "", member), code);
}

static const char *
type_fault(const json_t *v)
{
	return (v == NULL || json_is_null(v) ? "missing" : "bad_type");
}

static void
check_text(struct request *rq, size_t i, const json_t *item, const char *member, bool needed, size_t max)
{
	const json_t *v = json_object_get(item, member);

	if (v == NULL || json_is_null(v)) {
		if (needed)
			bad_item(rq, i, member, "missing");
	} else if (!json_is_string(v))
		bad_item(rq, i, member, "bad_type");
	else if (json_string_length(v) > max)
		bad_item(rq, i, member, "too_long");
}

static void
check_item(struct request *rq, size_t i, const json_t *item)
{
	const json_t *version = json_object_get(item, "version"), *value;
	const char *action, *id, *key;
	struct uuid u;

	if (!json_is_object(item)) {
		bad_item(rq, i, "", "bad_type");
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)item, key, value)
		if (!word_in("case version action reason note message", key))
			bad_item(rq, i, "", "unknown_field");
	id = json_string_value(json_object_get(item, "case"));
	if (id == NULL)
		bad_item(rq, i, "case", type_fault(json_object_get(item, "case")));
	else if (!uuid_parse(id, &u))
		bad_item(rq, i, "case", "bad_id");
	if (!json_is_integer(version))
		bad_item(rq, i, "version", type_fault(version));
	else if (json_integer_value(version) < 0 || json_integer_value(version) > 2147483647)
		bad_item(rq, i, "version", "out_of_range");
	action = json_string_value(json_object_get(item, "action"));
	if (action == NULL)
		bad_item(rq, i, "action", type_fault(json_object_get(item, "action")));
	else if (!word_in(DECISION_ACTIONS, action))
		bad_item(rq, i, "action", "unknown_value");
	check_text(rq, i, item, "reason", false, REASON_MAX);
	check_text(rq, i, item, "note", false, NOTE_MAX);
	check_text(rq, i, item, "message", false, NOTE_MAX);
}

/* Each decision gets its id before the write, so that sending it again is harmless. */
static const char *
with_ids(struct request *rq, json_t *list)
{
	struct buf out;
	size_t i;
	char *text;

	for (i = 0; i < json_array_size(list); i++)
		if (json_object_set_new(json_array_get(list, i), "id", json_string(rq_id(rq))) != 0)
			return (NULL);
	text = json_dumps(list, JSON_COMPACT);
	if (text == NULL)
		return (NULL);
	buf_init(&out, rq_arena(rq));
	buf_puts(&out, text);
	free(text);
	return (out.data);
}

void
decide(struct request *rq)
{
	const char *key, *digest, *text;
	struct decisions d = { 0 };
	size_t i, n;

	if (!rq_read(rq, fields, LENGTH(fields), &d))
		return;
	n = json_array_size(d.list);
	if (!json_is_array(d.list))
		rq_bad(rq, "decisions", "bad_type");
	else if (n == 0 || n > DECISIONS_MAX)
		rq_bad(rq, "decisions", n == 0 ? "missing" : "too_many");
	else
		for (i = 0; i < n; i++)
			check_item(rq, i, json_array_get(d.list, i));
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	text = with_ids(rq, d.list);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else
		ask(rq, DECIDE, decided, rq_viewer(rq), text, key, digest, rq_int(rq, setting_int(MODERATION_LEASE)));
}

void
decide_all(struct request *rq, const struct decision *list, size_t n, then_fn *then, const char *step)
{
	json_t *items = rq_json_own(rq, json_array());
	const char *text, *key, *digest;

	for (const struct decision *d = list; d < list + n; d++)
		(void)json_array_append_new(items, json_pack("{s:s,s:I,s:s,s:s*,s:s*,s:s*}", "case", d->comment, "version",
		    (json_int_t)d->version, "action", d->action, "reason", d->reason, "note", d->note, "message", d->message));
	text = with_ids(rq, items);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, DECIDE, then, step, (const char *const[]){ rq_viewer(rq), text, key, digest,
			rq_int(rq, setting_int(MODERATION_LEASE)) }, 5);
}

void
decided_wrote(struct request *rq, const struct answer *a)
{
	json_t *doc = answer_is(a, "ok") ? json_read(answer_text(a, 0, 2), answer_len(a, 0, 2), JSON_DEPTH, NULL) : NULL;
	const json_t *r;
	size_t i;

	json_array_foreach(json_object_get(doc, "results"), i, r) {
		const char *article = json_string_value(json_object_get(r, "article"));

		if (article != NULL)
			rq_wrote(rq, article, (long)json_integer_value(json_object_get(r, "article_version")));
	}
	json_decref(doc);
}

static void
decided(struct request *rq, const struct answer *a)
{
	decided_wrote(rq, a);
	reply_outcome(rq, outcomes, a);
}
