/* POST /desk/decide, POST /desk/decisions/undo: decisions on what was ticked in a list, and all of them taken back. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define CASE	 "case-"     /* a ticked box: "case-ID" with the version that was seen */
#define DECISION "decision-" /* what was decided: "decision-ID" */
#define NOTE_MAX 2000	     /* octets; of the message too */

static then_fn decided, undone;
static const struct desk_page page = { &template_bulk_done, view_bulk_done };

/* The ids behind fields with this beginning, at most DECISIONS_MAX; values may be NULL. */
static size_t
ticked(struct request *rq, const char *begins, const char **ids, const char **values)
{
	size_t n = 0, skip = strlen(begins);
	const char *name, *value;

	for (size_t i = 0; n < DECISIONS_MAX && (name = rq_form_at(rq, i, &value)) != NULL; i++) {
		if (strncmp(name, begins, skip) != 0 || !view_is_id(name + skip))
			continue;
		if (values != NULL)
			values[n] = value;
		ids[n++] = name + skip;
	}
	return (n);
}

/* What the page of results shows again, so that the refused ones can be decided at once. */
static json_t *
draft(struct request *rq, const char *action)
{
	static const char *const words[] = { "reason", "note", "message" };
	json_t *doc = rq_json_own(rq, json_object());

	view_put(doc, "action", json_string(action));
	view_put(doc, "back", json_string(page_back(rq, "/desk")));
	view_put(doc, "versions", json_object());
	for (size_t i = 0; i < LENGTH(words); i++)
		if (form_filled(rq, words[i]) != NULL)
			view_put(doc, words[i], json_string(form_filled(rq, words[i])));
	return (doc);
}

void
web_decide_many(struct request *rq)
{
	const char *ids[DECISIONS_MAX], *versions[DECISIONS_MAX], *action = rq_form(rq, "action");
	const char *fault = page_words_fault(rq, NOTE_MAX);
	size_t n = ticked(rq, CASE, ids, versions);
	struct decision *list;
	json_t *doc;

	if (action == NULL || !word_in(DECISION_ACTIONS, action) || fault != NULL) {
		reply_problem_saying(rq, PROBLEM_INVALID, fault != NULL ? fault : problem_detail(PROBLEM_INVALID));
		return;
	}
	if (n == 0) {
		page_see(rq, page_back(rq, "/desk"), "nothing_ticked", 0, NULL);
		return;
	}
	doc = draft(rq, action);
	rq_set_state(rq, doc);
	list = rq_alloc(rq, n * sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		list[i] = (struct decision){ .comment = ids[i], .version = strlen(versions[i]) < 10 ? strtol(versions[i], NULL, 10) : 0,
			.action = action, .reason = strcmp(action, "reject") == 0 ? form_filled(rq, "reason") : NULL,
			.note = form_filled(rq, "note"), .message = form_filled(rq, "message") };
		view_put(json_object_get(doc, "versions"), ids[i], json_integer(list[i].version));
	}
	decide_all(rq, list, n, decided, "decided");
}

static void
decided(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_state(rq);

	decided_wrote(rq, a);
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	view_put(doc, "results", json_incref(json_object_get(page_json(rq, a), "results")));
	desk_show(rq, &page, 200, doc);
}

/* ---- all of them taken back, one after the other: each is a write of its own */

struct undoing {
	const char *ids[DECISIONS_MAX];
	size_t n, at, kept;
};

static void
next(struct request *rq, const struct undoing *u)
{
	const char *key, *digest;

	if (!rq_idempotency(rq, &key, &digest))
		return;
	if (u->at < u->n)
		ask(rq, DECISION_UNDO, undone, rq_viewer(rq), u->ids[u->at], rq_id(rq), rq_key_part(rq, key, u->ids[u->at]), digest);
	else
		page_see(rq, page_back(rq, "/desk"), u->kept == 0 ? "all_undone" : u->kept < u->n ? "some_undone" : "none_undone", 0, NULL);
}

void
web_undo_many(struct request *rq)
{
	struct undoing *u = rq_alloc(rq, sizeof(*u));

	memset(u, 0, sizeof(*u));
	rq_set_state(rq, u);
	u->n = ticked(rq, DECISION, u->ids, NULL);
	if (u->n > 0)
		next(rq, u);
	else
		reply_problem(rq, PROBLEM_INVALID);
}

static void
undone(struct request *rq, const struct answer *a)
{
	struct undoing *u = rq_state(rq);

	undone_wrote(rq, a);
	if (!answer_is(a, "ok") && !answer_is(a, "conflict") && !answer_is(a, "text_erased") && !answer_is(a, "not_found")) {
		page_refuse(rq, a);
		return;
	}
	u->kept += !answer_is(a, "ok");
	u->at++;
	next(rq, u);
}
