/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jobs: one decision for all comments that match a filter. Making a job counts the comments and returns a sample.
 * Start, pause and undo change its state, and the scheduler of a worker then does its steps.
 */
#include "moderation/moderation.h"
#include "request/list.h"

#define TEXT_MAX    200
#define ARTICLE_MAX 2000 /* an address */

static then_fn job_make_answered, job_answered;
static const struct field fields[] = {
	{ "filter", FIELD_JSON, true, offsetof(struct job_plan, filter) },
	{ "action", FIELD_WORD, true, offsetof(struct job_plan, action), .words = JOB_ACTIONS },
	{ "reason", FIELD_TEXT, false, offsetof(struct job_plan, reason), 1, DECISION_REASON_MAX },
	{ "note", FIELD_TEXT, false, offsetof(struct job_plan, note), 0, DECISION_TEXT_MAX },
};
static const struct outcome make_outcomes[] = {
	{ "ok", 201 },
	{ "unknown_author", .field = "filter.author" },
	{ "unknown_article", .field = "filter.article" },
	{ "several_articles", .field = "filter.article" },
	{ "missing_reason", .field = "reason", .check = "missing" },
	{ "unknown_reason", .field = "reason", .check = "unknown_value" },
	{ "second_needed", .field = "reason" },
	{ NULL },
};
static const struct outcome job_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_JOB_STATE },
	{ NULL },
};

/* Of a filter's member: NULL, or the code of the failed check. */
static const char *
filter_state_fault(const char *v)
{
	return (word_in("published held rejected", v) ? NULL : "unknown_value");
}

static const char *
filter_case_fault(const char *v)
{
	return (word_in("open closed any", v) ? NULL : "unknown_value");
}

static const char *
filter_text_fault(const char *v)
{
	return (*v == '\0' ? "too_short" : strlen(v) > TEXT_MAX ? "too_long" : NULL);
}

static const char *
filter_time_fault(const char *v)
{
	(void)v; /* called only for texts that rq_time() cannot read */
	return ("bad_time");
}

static const char *
filter_article_fault(const char *v)
{
	return (*v == '\0' ? "too_short" : strlen(v) > ARTICLE_MAX ? "too_long" : NULL);
}

/* A filter has at least one member, and only known ones. */
void
job_filter_read(struct request *rq, json_t *filter)
{
	/* clang-format off */
	static const struct {
		const char *name;
		const char *(*fault)(const char *);
	} known[] = {
		{ "author", filter_text_fault }, { "article", filter_article_fault }, { "state", filter_state_fault }, { "case", filter_case_fault },
		{ "reason", filter_text_fault }, { "rule", filter_text_fault }, { "text", filter_text_fault }, { "from", filter_time_fault },
		{ "to", filter_time_fault },
	};
	/* clang-format on */
	const char *key, *at, *code;
	json_t *v;
	size_t i;

	if (!json_is_object(filter) || json_object_size(filter) == 0) {
		rq_bad(rq, "filter", json_is_object(filter) ? "missing" : "bad_type");
		return;
	}
	json_object_foreach (filter, key, v) {
		for (i = 0; i < LENGTH(known) && strcmp(known[i].name, key) != 0; i++)
			;
		if (i == LENGTH(known))
			rq_bad(rq, "filter", "unknown_field");
		else if (known[i].fault == filter_time_fault && (at = rq_time(rq, json_string_value(v))) != NULL)
			(void)json_object_set_new(filter, key, json_string(at)); /* in the spelling of a timestamptz parameter */
		else if ((code = json_is_string(v) ? known[i].fault(json_string_value(v)) : "bad_type") != NULL)
			rq_bad(rq, rq_printf(rq, "filter.%s", known[i].name), code);
	}
}

/* POST /v1/moderation/jobs */
void
job_make(struct request *rq)
{
	struct job_plan p = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &p))
		return;
	job_filter_read(rq, p.filter);
	if (!reply_if_bad(rq))
		job_plan_ask(rq, &p, job_make_answered, "job_make_answered");
}

void
job_plan_ask(struct request *rq, const struct job_plan *p, then_fn *then, const char *step)
{
	const char *author = json_string_value(json_object_get(p->filter, "author")), *text, *key, *digest;
	const char *url = rq_url(rq, json_string_value(json_object_get(p->filter, "article")));

	if (author != NULL)
		(void)json_object_set_new(p->filter, "author", json_string(author_folded(rq, author)));
	text = rq_json_text(rq, p->filter);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask_list(rq, JOB_MAKE, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_id(rq), text, p->action, p->reason, p->note, key, digest, url }, 9);
}

static void
job_make_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, make_outcomes, a);
}

/* GET /v1/moderation/jobs/{job} */
void
job_get(struct request *rq)
{
	ask(rq, JOB_GET, job_answered, rq_viewer(rq), rq_path(rq, 0));
}

const struct id_list job_list_def = { .statement = JOB_LIST, .kind = 'j', .limit = 20, .site = true };

/* GET /v1/moderation/jobs */
void
job_list(struct request *rq)
{
	list_get(rq, &job_list_def);
}

static void
job_move(struct request *rq, const char *verb)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, JOB_MOVE, job_answered, rq_viewer(rq), rq_path(rq, 0), verb, rq_id(rq), key, digest);
}

/* POST /v1/moderation/jobs/{job}/start, pause, undo */
void
job_start(struct request *rq)
{
	job_move(rq, "start");
}

void
job_pause(struct request *rq)
{
	job_move(rq, "pause");
}

void
job_undo(struct request *rq)
{
	job_move(rq, "undo");
}

static void
job_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, job_outcomes, a);
}
