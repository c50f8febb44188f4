/* GET, POST /desk/jobs; GET /desk/jobs/new, /desk/jobs/{job}, POST …/move: decisions by filter, seen before they are made. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define NOTE_MAX 2000 /* octets */

static then_fn listed, made, got, moved;
static draw_fn draw, draw_again;
static const struct desk_page page = { &template_job, view_job };
static const char *const filters[] = { "text", "state", "reason", "rule", "author", "article", "from", "to" };

static const struct option actions[] = { { "reject", "Reject, or take down" }, { "approve", "Approve" }, { "restore", "Restore" } };
static const struct option states[] = { { "", "Any" }, { "published", "Published" }, { "held", "Held" }, { "rejected", "Rejected" } };

void
web_jobs(struct request *rq)
{
	job_list_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	static const struct desk_page jobs = { &template_jobs, view_jobs };

	if (answer_is(a, "ok"))
		desk_show(rq, &jobs, 200, job_list_json(rq, a));
	else
		page_refuse(rq, a);
}

/* ---- the form */

static const char *
value(struct request *rq, const char *name)
{
	const char *s = rq_is_safe(rq) ? NULL : rq_form(rq, name);

	return (s != NULL ? s : "");
}

static void
field(struct request *rq, json_t *root, const char *name, const char *label, const char *type, const char *hint)
{
	json_t *f = view_field(root, name, label, type, "off", value(rq, name));

	view_optional(f);
	if (hint != NULL)
		view_hint(f, hint);
}

static json_t *
form(struct request *rq, const struct page_context *l)
{
	json_t *root = view_form(l, "Decide in bulk", "/desk/jobs", "Count and show a sample"), *f;

	view_nav(root, l, "/desk/jobs");
	view_put(root, "lead", json_string("Nothing is decided yet: the next page says how many comments this is about."));
	field(rq, root, "text", "Comments with these words", "text", NULL);
	view_select(root, "state", "State", view_options(states, LENGTH(states), value(rq, "state")));
	view_select(root, "reason", "Reported for, or hit for", view_reasons(l, NULL, "Any", value(rq, "reason")));
	view_select(root, "rule", "Hit by the rule", view_rules_known(value(rq, "rule")));
	field(rq, root, "author", "Author, by id", "text", "The last part of the address of the account’s page.");
	field(rq, root, "article", "Article, by id", "text", NULL);
	field(rq, root, "from", "Written from (UTC)", "date", NULL);
	field(rq, root, "to", "Written before (UTC)", "date", NULL);
	view_select(root, "action", "What is to be done", view_options(actions, LENGTH(actions), value(rq, "action")));
	view_select(root, "because", "Reason of a rejection", view_reasons(l, NULL, NO_REASON, value(rq, "because")));
	f = view_text(root, "note", "Note for colleagues", value(rq, "note"), 2);
	view_optional(f);
	view_put(root, "cancel", json_string("/desk/jobs"));
	return (root);
}

void
web_job_form(struct request *rq)
{
	desk_draw(rq, draw);
}

static void
draw(struct request *rq, struct page_context *l)
{
	if (view_moderates(l))
		page_reply(rq, 200, &template_form, form(rq, l));
	else
		reply_problem(rq, PROBLEM_FORBIDDEN);
}

/* ---- the preview */

/* The form again. "filter.from" of a failed check is the field "from" here. */
static void
draw_again(struct request *rq, struct page_context *l)
{
	json_t *root = form(rq, l), *list = json_loads(rq_failures(rq), 0, NULL), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *name = view_get(one, "field", ""), *dot = strchr(name, '.');

		view_form_error(root, dot != NULL ? dot + 1 : strcmp(name, "filter") == 0 ? "text" : name,
		    strcmp(name, "filter") == 0 ? "Say at least one thing about the comments that are meant." :
						  view_sentence(view_get(one, "code", "")));
	}
	json_decref(list);
	page_reply(rq, 422, &template_form, root);
}

void
web_job_make(struct request *rq)
{
	struct plan p = { .filter = rq_json_own(rq, json_object()), .action = value(rq, "action"), .note = form_filled(rq, "note") };

	for (size_t i = 0; i < LENGTH(filters); i++)
		if (form_filled(rq, filters[i]) != NULL)
			view_put(p.filter, filters[i], json_string(form_filled(rq, filters[i])));
	job_filter_read(rq, p.filter);
	if (!word_in(JOB_ACTIONS, p.action))
		rq_bad(rq, "action", "unknown_value");
	if (page_text_fault(rq, "note", false, NOTE_MAX) != NULL)
		rq_bad(rq, "note", page_text_fault(rq, "note", false, NOTE_MAX));
	if (strcmp(p.action, "reject") == 0)
		p.reason = form_filled(rq, "because");
	if (rq_failures(rq) != NULL)
		desk_draw(rq, draw_again);
	else
		plan_ask(rq, &p, made, "made");
}

static void
made(struct request *rq, const struct answer *a)
{
	static const char *const refusals[] = { "missing_reason", "unknown_reason", "second_needed" };

	for (size_t i = 0; i < LENGTH(refusals); i++)
		if (answer_is(a, refusals[i])) {
			rq_bad(rq, "because", refusals[i]);
			desk_draw(rq, draw_again);
			return;
		}
	desk_answer(rq, &page, a);
}

/* ---- its progress */

void
web_job(struct request *rq)
{
	ask(rq, JOB_GET, got, rq_viewer(rq), rq_path(rq, 0));
}

static void
got(struct request *rq, const struct answer *a)
{
	desk_answer(rq, &page, a);
}

void
web_job_move(struct request *rq)
{
	const char *verb = value(rq, "verb"), *key, *digest;

	if (!word_in(JOB_VERBS, verb))
		reply_problem(rq, PROBLEM_INVALID);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, JOB_MOVE, moved, rq_viewer(rq), rq_path(rq, 0), verb, rq_id(rq), key, digest);
}

static void
moved(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_JOB_STATE);
	else
		desk_done(rq, a, rq_printf(rq, "/desk/jobs/%s", rq_path(rq, 0)), value(rq, "verb"));
}
