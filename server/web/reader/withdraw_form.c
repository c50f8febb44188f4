/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /a/{article}/c/{comment}/withdraw: the author takes a comment back, which cannot be undone. */
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn withdraw_form_done;

static void
withdraw_form_draw(struct request *rq, struct page_context *l)
{
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, "Take this comment back?", rq_printf(rq, "%s/withdraw", at), "Take it back");

	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead",
	    json_string("Its text is removed for everyone and cannot be restored. Replies to it stay, below a "
			"line that says that you took the comment back."));
	view_put(root, "cancel", view_string("%s", at));
	page_reply(rq, 200, &template_form, root);
}

void
web_withdraw(struct request *rq)
{
	show_drawn(rq, "", withdraw_form_draw);
}

void
web_withdraw_form(struct request *rq)
{
	ask(rq, COMMENT_WITHDRAW, withdraw_form_done, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1));
}

static void
withdraw_form_done(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, rq_printf(rq, "%s/%s", page_root(rq), rq_path(rq, 0)), "withdrawn", answer_long(a, 0, 1), NULL);
	else
		page_refuse(rq, a);
}
