/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /a/{article}/c/{comment}/withdraw: the author takes a comment back, which cannot be undone. */
#include "base/uuid.h"
#include "sites/sites.h"
#include "templates.h"
#include "text/rfc3339.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn withdraw_form_loaded, withdraw_form_done;

static void
withdraw_form_draw(struct request *rq, struct page_context *l)
{
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	json_t *root =
	    view_form(l, "Take this comment back?", page_discussion(rq, rq_printf(rq, "%s/withdraw", at)), "Take it back");

	view_put(root, "button_class", json_string("danger"));
	view_put(root, "lead",
	    json_string("Its text is removed for everyone and cannot be restored. Replies to it stay, below a "
			"line that says that you took the comment back."));
	at = page_came_from(rq, page_discussion(rq, at));
	view_hidden(root, "back", at);
	view_put(root, "cancel", view_string("%s", at));
	page_reply(rq, 200, &template_form, root);
}

/* Only the pages of the article's own site may frame this page. */
void
web_withdraw(struct request *rq)
{
	ask(rq, ARTICLE_GET, withdraw_form_loaded, rq_path(rq, 0));
}

static void
withdraw_form_loaded(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		rq_framers_set(rq, sites_framers(view_get(page_json(rq, a), "site", "")));
	show_drawn(rq, "", withdraw_form_draw);
}

void
web_withdraw_form(struct request *rq)
{
	ask(rq, COMMENT_WITHDRAW, withdraw_form_done, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1));
}

/* The place of the comment, as the next page shows it if it has replies. */
static void
withdraw_form_part(struct request *rq, long version)
{
	struct page_context *l = page_context(rq, "");
	struct node_context n = { .page = l, .article = rq_path(rq, 0), .back = "/", .sort = "" };
	json_t *root = view_root(l, ""), *node = json_pack("{s:s,s:s}", "id", rq_path(rq, 1), "state", "withdrawn");
	char made[RFC3339_TEXT];
	struct uuid id;

	if (uuid_parse(rq_path(rq, 1), &id)) {
		rfc3339_text(uuid_ms(&id) * 1000, made);
		view_put(node, "created_at", json_string(made));
	}

	view_put(root, "comment", view_comment(&n, node));
	json_decref(node);
	page_part(rq, 200, version, "withdrawn", root);
}

/* A comment without replies has left its own page, so from there the way back is the article. */
static void
withdraw_form_done(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
	} else if (page_wants_part(rq)) {
		withdraw_form_part(rq, answer_long(a, 0, 1));
	} else {
		page_see(rq, page_back_past_comment(rq), "withdrawn", answer_long(a, 0, 1),
		    rq_printf(rq, "c-%s", rq_path(rq, 1)));
	}
}
