/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/appeals; GET, POST /account/notices/{notice}/appeal: appeals, decided by an uninvolved moderator. */
#include "notice/notice.h"
#include "request/list.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn my_appeals_loaded, appeal_form_checked, appeal_form_sent;
static draw_fn appeal_form_draw_empty;

void
web_my_appeals(struct request *rq)
{
	list_ask(rq, &appeal_mine_def, my_appeals_loaded);
}

static void
my_appeals_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_my_appeals, view_my_appeals };

	show_answer(rq, &page, a, list_json);
}

/* ---- the form */

static void
appeal_form_draw(struct request *rq, const struct page_context *l, int status, const char *code)
{
	json_t *root = view_form(l, "Appeal", rq_printf(rq, "/account/notices/%s/appeal", rq_path(rq, 0)), "Send the appeal");
	json_t *f = view_text(root, "text", "Why is the decision wrong?", rq_is_safe(rq) ? "" : rq_form(rq, "text"), 8);

	view_hint(f, "A moderator who took no part in the decision reads this and decides. You get a notice with the result.");
	if (code != NULL)
		view_form_error(root, "text", view_sentence(code));
	view_put(root, "cancel", json_string("/account/notices"));
	page_reply(rq, status, &template_form, root);
}

/* Checks before it shows the form, so that no appeal is typed that would be refused. */
void
web_appeal(struct request *rq)
{
	ask(rq, APPEAL_CHECK, appeal_form_checked, rq_viewer(rq), rq_path(rq, 0));
}

static void
appeal_form_refuse(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_APPEALED_BEFORE);
	else
		page_refuse(rq, a);
}

static void
appeal_form_checked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		show_drawn(rq, "account", appeal_form_draw_empty);
	else
		appeal_form_refuse(rq, a);
}

static void
appeal_form_draw_empty(struct request *rq, struct page_context *l)
{
	appeal_form_draw(rq, l, 200, NULL);
}

void
web_appeal_form(struct request *rq)
{
	const char *text = rq_form(rq, "text"), *key, *digest, *fault = page_text_fault(rq, "text", true, APPEAL_TEXT_MAX);

	if (fault != NULL)
		appeal_form_draw(rq, page_context(rq, "account"), 422, fault);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, APPEAL_POST, appeal_form_sent, rq_viewer(rq), rq_id(rq), NULL, NULL, rq_path(rq, 0), text, key, digest);
}

static void
appeal_form_sent(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/appeals", "appealed", 0, NULL);
	else
		appeal_form_refuse(rq, a);
}
