/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /unsubscribe: the link at the end of a mail about notifications. The page's form has the token as a field. A mail
 * program posts to the link itself (List-Unsubscribe-Post, RFC 8058): then the token is in the query, the body says nothing
 * more, and there is neither a session nor an Origin.
 */
#include "account/account.h"
#include "templates.h"
#include "web/account/link_page.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn unsubscribe_done;
static draw_fn unsubscribe_draw;
static json_t *unsubscribe_form(struct request *, const struct page_context *, const json_t *doc);
static const struct link_page page = { "unsubscribe", unsubscribe_form, "Choose which mails you get", "/account#set-mail" };

static json_t *
unsubscribe_form(struct request *rq, const struct page_context *l, const json_t *doc)
{
	static const struct view_option choices[] = { { "kind", "Mails like this one" },
		{ "all", "All mails about notifications" } };
	json_t *root = view_form(l, "Stop mails", "/unsubscribe", "Stop these mails");

	view_put(root, "lead",
	    json_string(rq_printf(rq, "The account “%s” gets mail at %s about what happens in its discussions.",
		view_get(doc, "username", ""), view_get(doc, "address", ""))));
	(void)view_select(root, "what", "Which mails do you want no longer?", view_options(choices, LENGTH(choices), "kind"));
	return (root);
}

void
web_unsubscribe(struct request *rq)
{
	link_page_show(rq, &page);
}

void
web_unsubscribe_form(struct request *rq)
{
	const char *token = rq_query(rq, "token"), *digest, *what = NULL;

	if (token != NULL) {
		digest = link_digest(rq, token);
		if (digest == NULL)
			link_page_refuse(rq, &page, "link_unknown");
	} else {
		digest = link_page_token(rq, &page);
		what = digest != NULL ? rq_form(rq, "what") : NULL;
	}
	if (digest != NULL)
		ask(rq, UNSUBSCRIBE, unsubscribe_done, digest, what != NULL && strcmp(what, "all") == 0 ? "true" : "false");
}

static void
unsubscribe_done(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		show_drawn(rq, "", unsubscribe_draw);
	else
		link_page_refuse(rq, &page, arena_string(rq_arena(rq), answer_outcome(a)));
}

static void
unsubscribe_draw(struct request *rq, struct page_context *l)
{
	l->here = "/"; /* the address of this page has the token */
	page_reply(rq, 200, &template_unsubscribed, view_root(l, "Stopped"));
}
