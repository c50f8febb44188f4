/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/names: reported names; POST /desk/names/{report}/decide: a neutral name instead, or no action. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn names_page_loaded, names_page_decided;

void
web_names(struct request *rq)
{
	list_ask(rq, &name_list_def, names_page_loaded);
}

static void
names_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_names, view_names };

	show_answer(rq, &page, a, list_json);
}

void
web_name_decide(struct request *rq)
{
	struct name_decision d = { .outcome = rq_form(rq, "outcome"),
		.reason = form_filled(rq, "reason"),
		.note = form_filled(rq, "note"),
		.message = form_filled(rq, "message") };
	const char *fault = page_text_fault(rq, "note", false, DECISION_TEXT_MAX);

	if (fault == NULL)
		fault = page_text_fault(rq, "message", false, DECISION_TEXT_MAX);
	if (d.outcome == NULL || !word_in(NAME_OUTCOMES, d.outcome))
		reply_problem(rq, PROBLEM_INVALID);
	else if (fault != NULL)
		reply_problem_saying(rq, PROBLEM_INVALID, fault);
	else if (strcmp(d.outcome, "rename") == 0 && d.reason == NULL)
		reply_problem(rq, PROBLEM_MISSING_REASON);
	else
		name_decide_ask(rq, &d, names_page_decided, "names_page_decided");
}

static void
names_page_decided(struct request *rq, const struct answer *a)
{
	const json_t *one = answer_is(a, "ok") ? page_json(rq, a) : NULL, *decided = json_object_get(one, "decided");

	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_NAME_DECIDED);
	else if (view_is(decided, "outcome", "rename"))
		page_see(rq, "/desk/names",
		    rq_printf(rq, "name_replaced&undo=%s.%s", view_get(json_object_get(one, "account"), "id", ""),
			view_get(decided, "sanction", "")),
		    0, NULL);
	else
		desk_done(rq, a, "/desk/names", "name_kept");
}
