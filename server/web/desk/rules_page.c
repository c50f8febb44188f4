/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /desk/rules, POST /desk/rules/try, GET /desk/rules/hits: edits a site's rules, tries them, counts their hits. */
#include "moderation/moderation.h"
#include "templates.h"
#include "text/json.h"
#include "rules/judge.h"
#include "web/desk/desk.h"
#include "web/web.h"

struct rules_edit {
	const char *text, *error;
	json_t *rules, *report;
	int status;
};

static then_fn rules_page_loaded, rules_page_allowed, rules_page_saved, rules_page_reloaded, rule_hits_loaded;
static const struct page_view page = { "desk", &template_rules, view_rules };

void
web_rules(struct request *rq)
{
	desk_site_ask(rq, RULES_GET, rules_page_loaded, "rules_page_loaded");
}

static void
rules_page_loaded(struct request *rq, const struct answer *a)
{
	desk_site_answer(rq, &page, a);
}

/* ---- the form */

/* The form's text as JSON; NULL: e->error has the reason. */
static json_t *
rules_form_read(struct request *rq, struct rules_edit *e)
{
	json_error_t at;

	e->text = rq_form(rq, "rules") != NULL ? rq_form(rq, "rules") : "";
	e->rules = json_loads(e->text, JSON_REJECT_DUPLICATES, &at);
	if (e->rules == NULL) {
		e->error = rq_printf(rq, "The rules are not valid JSON: line %d, column %d: %s. Correct them there.", at.line,
		    at.column, at.text);
		return (NULL);
	}
	return (rq_json_own(rq, e->rules));
}

/* Compiles the rules, so only for accounts that may see them. */
static bool
rules_sound(struct request *rq, struct rules_edit *e)
{
	struct buf error;

	buf_init(&error, rq_arena(rq));
	if (judge_check(e->rules, &error))
		return (true);
	e->error = error.len > 0 ? error.data : "The rules do not fit together. Check each rule against the documentation.";
	return (false);
}

/* Shows the page again with the text that was sent. Asks for the version in force. */
static void
rules_page_again(struct request *rq, struct rules_edit *e, int status)
{
	e->status = status;
	rq_set_state(rq, e);
	ask(rq, RULES_GET, rules_page_reloaded, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
rules_page_reloaded(struct request *rq, const struct answer *a)
{
	const struct rules_edit *e = rq_state(rq);
	json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = page_json(rq, a);
	view_put(doc, "text", json_string(e->text));
	if (e->error != NULL)
		view_put(doc, "error", view_string("%s", e->error));
	if (e->report != NULL)
		view_put(doc, "report", json_incref(e->report));
	desk_keep_version(rq, e->status, doc);
	show_view(rq, &page, e->status, doc);
}

/* ---- save */

void
web_rules_save(struct request *rq)
{
	const char *mode = form_filled(rq, "mode");

	if (mode != NULL && !word_in(SITE_MODES, mode)) {
		reply_problem(rq, PROBLEM_INVALID);
		return;
	}
	rq_set_state(rq, rq_alloc(rq, sizeof(struct rules_edit)));
	ask(rq, RULES_GET, rules_page_allowed, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
rules_page_allowed(struct request *rq, const struct answer *a)
{
	struct rules_edit *e = rq_state(rq);
	const char *text, *key, *digest;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	if (rules_form_read(rq, e) == NULL || !rules_sound(rq, e)) {
		rules_page_again(rq, e, 422);
		return;
	}
	text = rq_json_text(rq, e->rules);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, RULES_PUT, rules_page_saved, rq_viewer(rq), form_filled(rq, "site"), desk_form_version(rq), text,
		    form_filled(rq, "mode"), rq_id(rq), key, digest);
}

static void
rules_page_saved(struct request *rq, const struct answer *a)
{
	struct rules_edit *e = rq_state(rq);
	struct buf error;

	buf_init(&error, rq_arena(rq));
	if (rules_unknown_reason(rq, a, &error)) {
		e->error = error.data;
		rules_page_again(rq, e, 422);
		return;
	}
	if (answer_is(a, "conflict")) {
		e->error = problem_detail(PROBLEM_RULES_CHANGED);
		rules_page_again(rq, e, 409);
		return;
	}
	desk_done(rq, a, desk_site_path(rq, "/desk/rules", form_filled(rq, "site")), "in_force");
}

/* ---- try */

static void
rules_page_tried(struct request *rq, json_t *report, const char *error)
{
	struct rules_edit *e = rq_alloc(rq, sizeof(*e));

	e->text = rq_form(rq, "rules");
	e->report = report;
	e->error = error != NULL ? error :
	    report == NULL	 ? "There is nothing to try the rules on. Choose a number of comments, or enter a text." :
				   NULL;
	rules_page_again(rq, e, report != NULL ? 200 : 422);
}

void
web_rules_try(struct request *rq)
{
	struct rules_edit *e = rq_alloc(rq, sizeof(*e));
	const char *last = form_filled(rq, "last");
	struct trial_options options = { .site = form_filled(rq, "site"), .text = form_filled(rq, "sample") };

	options.rules = rules_form_read(rq, e);
	if (options.text == NULL && last != NULL && strlen(last) < 6)
		options.last = strtol(last, NULL, 10);
	if (options.rules == NULL)
		rules_page_again(rq, e, 422);
	else
		rules_try_ask(rq, &options, rules_page_tried);
}

/* ---- hits */

void
web_rule_hits(struct request *rq)
{
	rule_hits_ask(rq, rule_hits_loaded, "rule_hits_loaded");
}

static void
rule_hits_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view hits = { "desk", &template_rule_hits, view_rule_hits };

	show_answer(rq, &hits, a, page_json);
}
