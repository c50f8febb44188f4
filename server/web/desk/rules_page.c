/* GET, POST /desk/rules, POST /desk/rules/try, GET /desk/rules/hits: a site's rules, written, tried, counted. */
#include "moderation/moderation.h"
#include "templates.h"
#include "text/json.h"
#include "rules/judge.h"
#include "web/desk/desk.h"
#include "web/web.h"

struct edit {
	const char *text, *error;
	json_t *rules, *report;
	int status;
};

static then_fn told, allowed, changed, shown, counted;
static const struct desk_page page = { &template_rules, view_rules };

void
web_rules(struct request *rq)
{
	long version;

	if (rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		ask(rq, RULES_GET, told, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

static void
told(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		desk_answer(rq, &page, a);
	else
		desk_which_site(rq, a);
}

/* ---- what somebody wrote */

/* The form's text as JSON; NULL after e->error says what is wrong. */
static json_t *
written(struct request *rq, struct edit *e)
{
	json_error_t at;

	e->text = rq_form(rq, "rules") != NULL ? rq_form(rq, "rules") : "";
	e->rules = json_loads(e->text, JSON_REJECT_DUPLICATES, &at);
	if (e->rules == NULL) {
		e->error = rq_printf(rq, "This is not JSON: line %d, column %d: %s.", at.line, at.column, at.text);
		return (NULL);
	}
	return (rq_json_own(rq, e->rules));
}

/* Only for who may see the rules: nobody else makes us compile. */
static bool
sound(struct request *rq, struct edit *e)
{
	struct buf error;

	buf_init(&error, rq_arena(rq));
	if (judge_check(e->rules, &error))
		return (true);
	e->error = error.len > 0 ? error.data : "These rules make no sense.";
	return (false);
}

/* The page again, with the text as it was written; asks which version is in force. */
static void
again(struct request *rq, struct edit *e, int status)
{
	e->status = status;
	rq_set_state(rq, e);
	ask(rq, RULES_GET, shown, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
shown(struct request *rq, const struct answer *a)
{
	const struct edit *e = rq_state(rq);
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
	/* What was seen, not what is there now: saving over somebody's change is a conflict. */
	if (e->status != 409 && form_filled(rq, "version") != NULL)
		view_put(doc, "version", json_integer(strtol(form_filled(rq, "version"), NULL, 10)));
	desk_show(rq, &page, e->status, doc);
}

static struct edit *
edit(struct request *rq)
{
	struct edit *e = rq_alloc(rq, sizeof(*e));

	memset(e, 0, sizeof(*e));
	rq_set_state(rq, e);
	return (e);
}

/* ---- in force */

void
web_rules_save(struct request *rq)
{
	const char *mode = form_filled(rq, "mode");

	(void)edit(rq);
	if (mode != NULL && !word_in(SITE_MODES, mode)) {
		reply_problem(rq, PROBLEM_INVALID);
		return;
	}
	ask(rq, RULES_GET, allowed, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
allowed(struct request *rq, const struct answer *a)
{
	struct edit *e = rq_state(rq);
	const char *version = form_filled(rq, "version"), *key, *digest;
	char *dump;
	struct buf text;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	if (written(rq, e) == NULL || !sound(rq, e)) {
		again(rq, e, 422);
		return;
	}
	if (!rq_idempotency(rq, &key, &digest))
		return;
	dump = json_dumps(e->rules, JSON_COMPACT);
	buf_init(&text, rq_arena(rq));
	buf_puts(&text, dump != NULL ? dump : "{}");
	free(dump);
	ask(rq, RULES_PUT, changed, rq_viewer(rq), form_filled(rq, "site"),
	    rq_int(rq, version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : -1), text.data, form_filled(rq, "mode"),
	    rq_id(rq), key, digest);
}

static void
changed(struct request *rq, const struct answer *a)
{
	struct edit *e = rq_state(rq);
	struct buf error;

	buf_init(&error, rq_arena(rq));
	if (rules_unknown_reason(rq, a, &error)) {
		e->error = error.data;
		again(rq, e, 422);
		return;
	}
	if (answer_is(a, "conflict")) {
		e->error = problem_detail(PROBLEM_RULES_CHANGED);
		again(rq, e, 409);
		return;
	}
	desk_done(rq, a, desk_site_path(rq, "/desk/rules", form_filled(rq, "site")), "in_force");
}

/* ---- tried */

static void
tried(struct request *rq, json_t *report, const char *error)
{
	struct edit *e = edit(rq);

	e->text = rq_form(rq, "rules");
	e->report = report;
	e->error = error != NULL ? error : report == NULL ? "Say how many comments, or give a text." : NULL;
	again(rq, e, report != NULL ? 200 : 422);
}

void
web_rules_try(struct request *rq)
{
	struct edit *e = edit(rq);
	const char *last = form_filled(rq, "last");
	struct trial_wish w = { .site = form_filled(rq, "site"), .text = form_filled(rq, "sample") };

	w.rules = written(rq, e);
	if (w.text == NULL && last != NULL && strlen(last) < 6)
		w.last = strtol(last, NULL, 10);
	if (w.rules == NULL)
		again(rq, e, 422);
	else
		rules_try_page(rq, &w, tried);
}

/* ---- counted */

void
web_rule_hits(struct request *rq)
{
	rule_hits_ask(rq, counted, "counted");
}

static void
counted(struct request *rq, const struct answer *a)
{
	static const struct desk_page hits = { &template_rule_hits, view_rule_hits };

	desk_answer(rq, &hits, a);
}
