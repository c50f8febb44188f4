/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/appeals, POST /desk/appeals/{appeal}/decide: decided by an uninvolved moderator. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn appeals_page_loaded, appeals_page_decided, appeals_page_undone;
static span_see_fn appeals_page_see;

void
web_appeals(struct request *rq)
{
	const struct id_list *list = appeal_list_def(rq);

	if (list != NULL)
		list_ask(rq, list, appeals_page_loaded);
}

static void
appeals_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_appeals, view_appeals };

	show_answer(rq, &page, a, list_json);
}

void
web_appeal_decide(struct request *rq)
{
	const char *outcome = rq_form(rq, "outcome"), *note = rq_form(rq, "note"), *key, *digest;

	if (outcome == NULL || !word_in(APPEAL_OUTCOMES, outcome))
		reply_problem(rq, PROBLEM_INVALID);
	else if (page_text_fault(rq, "note", false, APPEAL_NOTE_MAX) != NULL)
		reply_problem_saying(rq, PROBLEM_INVALID, page_text_fault(rq, "note", false, APPEAL_NOTE_MAX));
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, APPEAL_DECIDE, appeals_page_decided, rq_viewer(rq), rq_path(rq, 0), outcome,
		    note != NULL && *note != '\0' ? note : NULL, rq_id(rq), key, digest);
}

static void
appeals_page_see(struct request *rq, const char *said)
{
	page_see(rq, "/desk/appeals", said, 0, NULL);
}

/* Says who decided what. */
static void
appeals_page_conflict(struct request *rq, const struct answer *a)
{
	const json_t *one = page_json(rq, a);
	const char *by = view_get(json_object_get(one, "decided_by"), "username", NULL);

	if (by == NULL)
		reply_problem(rq, PROBLEM_APPEAL_DECIDED);
	else
		reply_problem_saying(rq, PROBLEM_APPEAL_DECIDED,
		    rq_printf(rq, "%s decided this appeal before: %s. Nothing was changed.", by,
			view_is(one, "state", "upheld") ? "upheld" : "overturned"));
}

static void
appeals_page_decided(struct request *rq, const struct answer *a)
{
	const char *outcome = rq_form(rq, "outcome"), *span;

	if (answer_is(a, "conflict")) {
		appeals_page_conflict(rq, a);
		return;
	}
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	span = appeal_decided(rq, a, NULL);
	if (span != NULL)
		span_run_see(rq, span, outcome, appeals_page_see);
	else
		appeals_page_see(rq, rq_printf(rq, "%s&undo=appeal.%s", outcome, rq_path(rq, 0)));
}

void
web_appeal_undo(struct request *rq)
{
	appeal_undo_ask(rq, appeals_page_undone, "appeals_page_undone");
}

static void
appeals_page_undone(struct request *rq, const struct answer *a)
{
	appeal_undone(rq, a);
	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_APPEAL_NOT_UNDONE);
	else
		desk_done(rq, a, page_back(rq, "/desk/appeals"), "reopened");
}
