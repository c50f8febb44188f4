/* GET, POST /a/{article}/c/{comment}/withdraw: asks once, since it cannot be undone. */
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn greeted, withdrawn;

static void
draw(struct request *rq, const struct page_context *l)
{
	const char *at = rq_printf(rq, "/a/%s/c/%s", rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, "Take this comment back?", rq_printf(rq, "%s/withdraw", at), "Take it back");

	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead", json_string("Its text disappears for everybody and for good. Replies to it stay, under a "
					   "line that says it is gone."));
	view_put(root, "cancel", view_string("%s", at));
	page_reply(rq, 200, &template_form, root);
}

void
web_withdraw(struct request *rq)
{
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_context(rq, ""));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");

	page_account(rq, l, a);
	draw(rq, l);
}

void
web_withdraw_form(struct request *rq)
{
	ask(rq, COMMENT_WITHDRAW, withdrawn, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1));
}

static void
withdrawn(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, rq_printf(rq, "/a/%s", rq_path(rq, 0)), "withdrawn", answer_long(a, 0, 1), NULL);
	else
		page_refuse(rq, a);
}
