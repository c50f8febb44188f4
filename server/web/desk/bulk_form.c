/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/decide, POST /desk/decisions/undo: decides the ticked cases of a list, and undoes these decisions. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define CASE	 "case-"     /* a ticked box: "case-ID"; its value is the case version that the moderator saw */
#define REASON	 "reason-"   /* the reason of one case: "reason-ID" */
#define DECISION "decision-" /* a decision to undo: "decision-ID" */

static then_fn bulk_form_decided, bulk_form_undone;
static const struct page_view page = { "desk", &template_bulk_done, view_bulk_done };
static const struct page_view undone_page = { "desk", &template_bulk_done, view_bulk_undone };

/* The ids of fields named begins + id, at most DECISIONS_MAX; values may be NULL. */
static size_t
bulk_ticked(struct request *rq, const char *begins, const char **ids, const char **values)
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

/* The sent values, which the page of results shows again for the refused cases. */
static json_t *
bulk_draft(struct request *rq, const char *action)
{
	static const char *const words[] = { "reason", "note", "message" };
	json_t *doc = rq_json_own(rq, json_object());

	view_put(doc, "action", json_string(action));
	view_put(doc, "back", json_string(page_back(rq, "/desk")));
	view_put(doc, "versions", json_object());
	view_put(doc, "reasons", json_object());
	for (size_t i = 0; i < LENGTH(words); i++)
		if (form_filled(rq, words[i]) != NULL)
			view_put(doc, words[i], json_string(form_filled(rq, words[i])));
	return (doc);
}

/* The reason for all cases, else the one at the case, which is kept in doc. NULL: none. */
static const char *
bulk_reason(struct request *rq, json_t *doc, const char *action, const char *id)
{
	const char *own = form_filled(rq, rq_printf(rq, REASON "%s", id)), *all = form_filled(rq, "reason");

	if (own != NULL)
		view_put(json_object_get(doc, "reasons"), id, json_string(own));
	return (strcmp(action, "reject") != 0 ? NULL : all != NULL ? all : own);
}

void
web_decide_many(struct request *rq)
{
	const char *ids[DECISIONS_MAX], *versions[DECISIONS_MAX], *action = rq_form(rq, "action");
	const char *fault = page_words_fault(rq, DECISION_TEXT_MAX);
	size_t n = bulk_ticked(rq, CASE, ids, versions);
	struct decision *list;
	json_t *doc;

	if (action == NULL || !word_in(DECISION_ACTIONS, desk_decision_action(action)) || fault != NULL) {
		reply_problem_saying(rq, PROBLEM_INVALID, fault != NULL ? fault : problem_detail(PROBLEM_INVALID));
		return;
	}
	if (n == 0) {
		page_see(rq, page_back(rq, "/desk"), "nothing_ticked", 0, NULL);
		return;
	}
	doc = bulk_draft(rq, action);
	rq_set_state(rq, doc);
	list = rq_alloc(rq, n * sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		list[i] = (struct decision) { .comment = ids[i],
			.version = strlen(versions[i]) < 10 ? strtol(versions[i], NULL, 10) : 0,
			.action = desk_decision_action(action),
			.reason = bulk_reason(rq, doc, action, ids[i]),
			.note = form_filled(rq, "note"),
			.message = form_filled(rq, "message") };
		view_put(json_object_get(doc, "versions"), ids[i], json_integer(list[i].version));
	}
	decide_all(rq, list, n, bulk_form_decided, "bulk_form_decided");
}

static void
bulk_form_decided(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_state(rq);

	decide_wrote(rq, a);
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	view_put(doc, "results", json_incref(json_object_get(page_json(rq, a), "results")));
	show_view(rq, &page, 200, doc);
}

/* ---- undo all */

void
web_undo_many(struct request *rq)
{
	const char *ids[DECISIONS_MAX];
	size_t n = bulk_ticked(rq, DECISION, ids, NULL);

	if (n > 0)
		undo_all(rq, ids, n, bulk_form_undone, "bulk_form_undone");
	else
		reply_problem(rq, PROBLEM_INVALID);
}

static void
bulk_form_undone(struct request *rq, const struct answer *a)
{
	json_t *doc, *refused, *one;
	size_t i;

	decide_wrote(rq, a);
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = rq_json_own(rq, json_pack("{s:i,s:[],s:s}", "undone", 0, "refused", "back", page_back(rq, "/desk")));
	refused = json_object_get(doc, "refused");
	json_array_foreach (json_object_get(page_json(rq, a), "results"), i, one)
		if (view_int(one, "status") != 200)
			json_array_append(refused, one);
	view_put(doc, "undone", json_integer((json_int_t)(i - json_array_size(refused))));
	if (json_array_size(refused) == 0)
		page_see(rq, page_back(rq, "/desk"), "all_undone", 0, NULL);
	else
		show_view(rq, &undone_page, 200, doc);
}
