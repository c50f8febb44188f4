/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /email: the link by which the new or the former address agrees to a change of the address. */
#include "account/account.h"
#include "web/account/link_page.h"
#include "web/web.h"

static then_fn email_page_done;
static json_t *email_form(struct request *, const struct page_context *, const json_t *doc);
static const struct link_page page = { "email_new email_old", email_form, "To your account", "/account" };

static json_t *
email_form(struct request *rq, const struct page_context *l, const json_t *doc)
{
	const char *name = view_get(doc, "username", ""), *address = view_get(doc, "address", ""),
		   *next = view_get(json_object_get(doc, "data"), "address", "");
	bool old = view_is(doc, "purpose", "email_old");
	json_t *root = view_form(l, old ? "Another address for your account?" : "Is this your address?", "/email",
	    old ? "Yes, use the new address" : "Yes, this is my address");

	view_put(root, "lead",
	    json_string(old ? rq_printf(rq,
				  "Somebody who knows the password wants to replace the address %s of the account “%s” by %s. "
				  "If that was not you, close this page and change your password.",
				  address, name, next) :
			      rq_printf(rq, "The account “%s” wants to use the address %s. Is it yours?", name, address)));
	return (root);
}

void
web_email(struct request *rq)
{
	link_page_show(rq, &page);
}

void
web_email_form(struct request *rq)
{
	const char *digest = link_page_token(rq, &page);

	if (digest != NULL)
		ask(rq, EMAIL_CONFIRM, email_page_done, digest);
}

static void
email_page_done(struct request *rq, const struct answer *a)
{
	const json_t *body = rq_answer_json(rq, a, "ok");
	const char *waits = view_get(body, "waits_for", NULL);

	if (body == NULL) {
		link_page_refuse(rq, &page, arena_string(rq_arena(rq), answer_outcome(a)));
		return;
	}
	email_confirm_wrote(rq, body);
	if (waits == NULL) /* which has ended all sessions */
		page_see(rq, "/sign-in", "address_changed", 0, NULL);
	else
		page_see(rq, rq_token(rq) != NULL ? "/account" : "/",
		    strcmp(waits, "new") == 0 ? "address_waits_new" : "address_waits_old", 0, NULL);
}
