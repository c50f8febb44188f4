/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /desk/jobs; GET /desk/jobs/new, /desk/jobs/{job}, POST …/move: decides all comments that a filter finds, after a preview. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn jobs_page_loaded, job_form_made, job_page_loaded, job_page_moved;
static draw_fn job_form_draw_refused;
static const struct page_view page = { "desk", &template_job, view_job };
static const char *const filters[] = { "text", "state", "case", "reason", "rule", "author", "article", "from", "to" };

static const struct view_option actions[] = { { "reject", "Reject, or take down" }, { "approve", "Approve" },
	{ "restore", "Restore" } };
static const struct view_option states[] = { { "", "Any" }, { "published", "Published" }, { "held", "Held" },
	{ "rejected", "Rejected" } };
static const struct view_option cases[] = { { "", "With or without a case" }, { "open", "Open" }, { "closed", "Closed" },
	{ "any", "Open or closed" } };

void
web_jobs(struct request *rq)
{
	list_ask(rq, &job_list_def, jobs_page_loaded);
}

static void
jobs_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view jobs = { "desk", &template_jobs, view_jobs };

	show_answer(rq, &jobs, a, list_json);
}

/* ---- the form */

/* A search links to the form with its filter. */
static const char *
job_value(struct request *rq, const char *name)
{
	const char *s = rq_is_safe(rq) ? rq_query(rq, name) : rq_form(rq, name);

	return (s != NULL ? s : "");
}

static void
job_field(struct request *rq, json_t *root, const char *name, const char *label, const char *type, const char *hint)
{
	json_t *f = view_field(root, name, label, type, "off", job_value(rq, name));

	view_optional(f);
	if (hint != NULL)
		view_hint(f, hint);
}

static json_t *
job_form(struct request *rq, const struct page_context *l)
{
	json_t *root = view_form(l, "Decide in bulk", "/desk/jobs", "Count and show a sample"), *f;

	view_nav(root, l, "/desk/jobs");
	view_put(root, "lead", json_string("Nothing is decided yet. The next page shows how many comments match."));
	job_field(rq, root, "text", "Comments with these words", "text", NULL);
	view_select(root, "state", "State", view_options(states, LENGTH(states), job_value(rq, "state")));
	view_select(root, "case", "Case", view_options(cases, LENGTH(cases), job_value(rq, "case")));
	view_select(root, "reason", "Reason of a report or a rule hit", view_reasons(l, NULL, "Any", job_value(rq, "reason")));
	view_select(root, "rule", "Rule", view_rules_known(job_value(rq, "rule")));
	job_field(rq, root, "author", "Author, by name", "text", NULL);
	job_field(rq, root, "article", "Article, by address or key", "text", NULL);
	job_field(rq, root, "from", "From (UTC)", "date",
	    "The day when the comment was written; with a case, the day when the case was opened.");
	job_field(rq, root, "to", "Before (UTC)", "date", NULL);
	view_select(root, "action", "Action", view_options(actions, LENGTH(actions), job_value(rq, "action")));
	view_select(root, "because", "Reason of a rejection", view_reasons(l, NULL, NO_REASON, job_value(rq, "because")));
	f = view_text(root, "note", "Note for colleagues", job_value(rq, "note"), 2);
	view_optional(f);
	view_put(root, "cancel", json_string("/desk/jobs"));
	return (root);
}

void
web_job_form(struct request *rq)
{
	struct period p;

	if (query_period(rq, &p))
		desk_form(rq, job_form);
}

/* ---- the preview */

/* The field of a check on "filter.from" is named "from" in this form. */
static void
job_form_draw_refused(struct request *rq, struct page_context *l)
{
	json_t *root = job_form(rq, l), *list = json_loads(rq_failures(rq), 0, NULL), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const char *name = view_get(one, "field", ""), *dot = strchr(name, '.');

		view_form_error(root,
		    dot != NULL			    ? dot + 1 :
			strcmp(name, "filter") == 0 ? "text" :
						      name,
		    strcmp(name, "filter") == 0 ? "Fill in at least one filter." : view_sentence(view_get(one, "code", "")));
	}
	json_decref(list);
	page_reply(rq, 422, &template_form, root);
}

void
web_job_make(struct request *rq)
{
	struct job_plan p = { .filter = rq_json_own(rq, json_object()),
		.action = job_value(rq, "action"),
		.note = form_filled(rq, "note") };

	for (size_t i = 0; i < LENGTH(filters); i++)
		if (form_filled(rq, filters[i]) != NULL)
			view_put(p.filter, filters[i], json_string(form_filled(rq, filters[i])));
	job_filter_read(rq, p.filter);
	if (!word_in(JOB_ACTIONS, p.action))
		rq_bad(rq, "action", "unknown_value");
	if (page_text_fault(rq, "note", false, DECISION_TEXT_MAX) != NULL)
		rq_bad(rq, "note", page_text_fault(rq, "note", false, DECISION_TEXT_MAX));
	if (strcmp(p.action, "reject") == 0)
		p.reason = form_filled(rq, "because");
	if (rq_failures(rq) != NULL)
		show_drawn(rq, "desk", job_form_draw_refused);
	else
		job_plan_ask(rq, &p, job_form_made, "job_form_made");
}

static void
job_form_made(struct request *rq, const struct answer *a)
{
	static const struct {
		const char *code, *field;
	} refusals[] = { { "missing_reason", "because" }, { "unknown_reason", "because" }, { "second_needed", "because" },
		{ "unknown_author", "author" }, { "unknown_article", "article" }, { "several_articles", "article" } };

	for (size_t i = 0; i < LENGTH(refusals); i++)
		if (answer_is(a, refusals[i].code)) {
			desk_form_refuse(rq, job_form, refusals[i].field, refusals[i].code);
			return;
		}
	show_answer(rq, &page, a, page_json);
}

/* ---- its progress */

void
web_job(struct request *rq)
{
	ask(rq, JOB_GET, job_page_loaded, rq_viewer(rq), rq_path(rq, 0));
}

static void
job_page_loaded(struct request *rq, const struct answer *a)
{
	show_answer(rq, &page, a, page_json);
}

void
web_job_move(struct request *rq)
{
	const char *verb = job_value(rq, "verb"), *key, *digest;

	if (!word_in(JOB_VERBS, verb))
		reply_problem(rq, PROBLEM_INVALID);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, JOB_MOVE, job_page_moved, rq_viewer(rq), rq_path(rq, 0), verb, rq_id(rq), key, digest);
}

static void
job_page_moved(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_JOB_STATE);
	else
		desk_done(rq, a, rq_printf(rq, "/desk/jobs/%s", rq_path(rq, 0)), job_value(rq, "verb"));
}
