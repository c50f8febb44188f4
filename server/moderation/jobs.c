/*
 * Jobs: decisions by filter. POST /v1/moderation/jobs counts and shows a sample;
 * start, pause and undo say what is to be done, and a worker's chores do it.
 */
#include "moderation/moderation.h"
#include "request/list.h"
#include "text/json.h"

#define NOTE_MAX   2000 /* octets */
#define REASON_MAX 64
#define RULE_MAX   64
#define TEXT_MAX   200
#define CURSOR_KIND 'j'

static then_fn made, moved, listed;
static const struct field fields[] = {
	{ "filter", FIELD_JSON, true, offsetof(struct plan, filter) },
	{ "action", FIELD_WORD, true, offsetof(struct plan, action), .words = JOB_ACTIONS },
	{ "reason", FIELD_TEXT, false, offsetof(struct plan, reason), 1, REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct plan, note), 0, NOTE_MAX },
};
static const struct outcome make_outcomes[] = {
	{ "ok", 201 },
	{ "missing_reason", .field = "reason", .check = "missing" },
	{ "unknown_reason", .field = "reason", .check = "unknown_value" },
	{ "second_needed", .field = "reason" },
	{ NULL },
};
static const struct outcome move_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_JOB_STATE },
	{ NULL },
};

static const struct outcome list_outcomes[] = { { "ok", 200 }, { NULL } };

/* NULL, or the code of the failed check. */
static const char *
id_fault(const char *v)
{
	struct uuid u;

	return (uuid_parse(v, &u) ? NULL : "bad_id");
}

static const char *
state_fault(const char *v)
{
	return (word_in("published held rejected", v) ? NULL : "unknown_value");
}

static const char *
text_fault(const char *v)
{
	return (*v == '\0' ? "too_short" : strlen(v) > TEXT_MAX ? "too_long" : NULL);
}

static const char *
time_fault(const char *v)
{
	(void)v; /* one that rq_time() reads never comes here */
	return ("bad_time");
}

/* A filter says something, and nothing it does not know. */
void
job_filter_read(struct request *rq, json_t *filter)
{
	static const struct {
		const char *name;
		const char *(*fault)(const char *);
	} known[] = {
		{ "author", id_fault }, { "article", id_fault }, { "state", state_fault }, { "reason", text_fault },
		{ "rule", text_fault }, { "text", text_fault }, { "from", time_fault }, { "to", time_fault },
	};
	const char *key, *at, *code;
	json_t *v;
	size_t i;

	if (!json_is_object(filter) || json_object_size(filter) == 0) {
		rq_bad(rq, "filter", json_is_object(filter) ? "missing" : "bad_type");
		return;
	}
	json_object_foreach(filter, key, v) {
		for (i = 0; i < LENGTH(known) && strcmp(known[i].name, key) != 0; i++)
			;
		if (i == LENGTH(known))
			rq_bad(rq, "filter", "unknown_field");
		else if (known[i].fault == time_fault && (at = rq_time(rq, json_string_value(v))) != NULL)
			(void)json_object_set_new(filter, key, json_string(at)); /* as the query takes it */
		else if ((code = json_is_string(v) ? known[i].fault(json_string_value(v)) : "bad_type") != NULL)
			rq_bad(rq, rq_printf(rq, "filter.%s", known[i].name), code);
	}
}

/* POST /v1/moderation/jobs */
void
job_make(struct request *rq)
{
	struct plan p = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &p))
		return;
	job_filter_read(rq, p.filter);
	if (!reply_if_bad(rq))
		plan_ask(rq, &p, made, "made");
}

void
plan_ask(struct request *rq, const struct plan *p, then_fn *then, const char *step)
{
	char *filter = json_dumps(p->filter, JSON_COMPACT);
	const char *text = filter != NULL ? rq_printf(rq, "%s", filter) : NULL, *key, *digest;

	free(filter);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, JOB_MAKE, then, step,
		    (const char *const[]){ rq_viewer(rq), rq_id(rq), text, p->action, p->reason, p->note, key, digest }, 8);
}

static void
made(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, make_outcomes, a);
}

/* GET /v1/moderation/jobs/{job} */
void
job_get(struct request *rq)
{
	ask(rq, JOB_GET, moved, rq_viewer(rq), rq_path(rq, 0));
}

/* GET /v1/moderation/jobs */
void
job_list(struct request *rq)
{
	job_list_ask(rq, listed, "listed");
}

void
job_list_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	long limit;

	if (at != NULL && rq_query_int(rq, "limit", 1, 100, 20, &limit))
		ask_list(rq, JOB_LIST, then, step, (const char *const[]){ rq_viewer(rq), rq_int(rq, limit), at }, 3);
}

json_t *
job_list_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, CURSOR_KIND));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_page(rq, list_outcomes, a, CURSOR_KIND);
}

static void
move(struct request *rq, const char *verb)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, JOB_MOVE, moved, rq_viewer(rq), rq_path(rq, 0), verb, rq_id(rq), key, digest);
}

/* POST /v1/moderation/jobs/{job}/start, pause, undo */
void
job_start(struct request *rq)
{
	move(rq, "start");
}

void
job_pause(struct request *rq)
{
	move(rq, "pause");
}

void
job_undo(struct request *rq)
{
	move(rq, "undo");
}

static void
moved(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, move_outcomes, a);
}
