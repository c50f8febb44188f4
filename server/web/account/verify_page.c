/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /verify: the link that verifies an address. POST /account/verification: sends its mail again. */
#include "account/account.h"
#include "guard/rate.h"
#include "web/account/link_page.h"
#include "web/web.h"

static then_fn verify_page_done, verify_mail_queued;
static json_t *verify_form(struct request *, const struct page_context *, const json_t *doc);
static const struct link_page page = { "verify", verify_form, "Send another mail", "/account" };

static json_t *
verify_form(struct request *rq, const struct page_context *l, const json_t *doc)
{
	json_t *root = view_form(l, "Verify your mail address", "/verify", "Yes, this is my address");

	view_put(root, "lead",
	    json_string(rq_printf(rq, "The account “%s” has the address %s. Is it yours?", view_get(doc, "username", ""),
		view_get(doc, "address", ""))));
	return (root);
}

void
web_verify(struct request *rq)
{
	link_page_show(rq, &page);
}

void
web_verify_form(struct request *rq)
{
	const char *digest = link_page_token(rq, &page);

	if (digest != NULL)
		ask(rq, EMAIL_CONFIRM, verify_page_done, digest);
}

static void
verify_page_done(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		link_page_refuse(rq, &page, arena_string(rq_arena(rq), answer_outcome(a)));
		return;
	}
	email_confirm_wrote(rq, rq_answer_json(rq, a, "ok"));
	page_see(rq, rq_token(rq) != NULL ? "/account" : "/sign-in", "verified", 0, NULL);
}

void
web_verify_mail(struct request *rq)
{
	if (rate_mail(rq))
		ask(rq, VERIFY_MAIL, verify_mail_queued, rq_viewer(rq));
}

static void
verify_mail_queued(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, "/account"), "mailed", 0, NULL);
	else if (answer_is(a, "verified"))
		page_see(rq, page_back(rq, "/account"), "verified", 0, NULL);
	else
		page_refuse(rq, a);
}
