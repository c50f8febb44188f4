/* GET /account/appeals; GET, POST /account/notices/{notice}/appeal: asking somebody else to look again. */
#include "notice/notice.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn listed, checked, greeted, made;

void
web_my_appeals(struct request *rq)
{
	appeal_mine_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_my_appeals, view_my_appeals };

	if (answer_is(a, "ok"))
		desk_show(rq, &page, 200, appeal_mine_json(rq, a));
	else
		page_refuse(rq, a);
}

/* ---- the form */

static void
draw(struct request *rq, const struct page_context *l, int status, const char *code)
{
	json_t *root = view_form(l, "Appeal", rq_printf(rq, "/account/notices/%s/appeal", rq_path(rq, 0)), "Send the appeal");
	json_t *f = view_text(root, "text", "Why should it be decided otherwise?", rq_is_safe(rq) ? "" : rq_form(rq, "text"), 8);

	view_hint(f, "Somebody who did not take part in the decision reads it. You are told what comes of it.");
	if (code != NULL)
		view_form_error(root, "text", view_sentence(code));
	view_put(root, "cancel", json_string("/account/notices"));
	page_reply(rq, status, &template_form, root);
}

/* What cannot be appealed has no form: nobody types for nothing. */
void
web_appeal(struct request *rq)
{
	ask(rq, APPEAL_CHECK, checked, rq_viewer(rq), rq_path(rq, 0));
}

static void
refuse(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "conflict"))
		reply_problem(rq, PROBLEM_APPEALED_BEFORE);
	else
		page_refuse(rq, a);
}

static void
checked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		ask(rq, SESSION_GET, greeted, rq_viewer(rq));
	else
		refuse(rq, a);
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "account");

	page_account(rq, l, a);
	draw(rq, l, 200, NULL);
}

void
web_appeal_form(struct request *rq)
{
	const char *text = rq_form(rq, "text"), *key, *digest, *fault = page_text_fault(rq, "text", true, APPEAL_TEXT_MAX);

	if (fault != NULL)
		draw(rq, page_context(rq, "account"), 422, fault);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, APPEAL_POST, made, rq_viewer(rq), rq_id(rq), NULL, NULL, rq_path(rq, 0), text, key, digest);
}

static void
made(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/appeals", "appealed", 0, NULL);
	else
		refuse(rq, a);
}
