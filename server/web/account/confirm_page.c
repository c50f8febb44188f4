/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /account/confirm: the person of the session proves themselves again. */
#include "web/account/confirm.h"

#include <string.h>

#include "guard/cookie.h"
#include "session/session.h"
#include "templates.h"
#include "text/percent.h"
#include "web/account/providers.h"
#include "web/kit/pending.h"
#include "web/kit/show.h"
#include "web/web.h"

#define CONFIRM_LEAD "You signed in some time ago. The next step needs a fresh proof that it is you."

static then_fn confirm_page_loaded, confirm_carry_loaded;
static session_granted_fn confirm_form_proved;

const char *
confirm_href(struct request *rq, const char *next)
{
	struct buf b;

	buf_init(&b, rq_arena(rq));
	buf_puts(&b, "/account/confirm?return=");
	percent_encode(&b, view_back(next), strlen(view_back(next)));
	return (b.data);
}

static bool
confirm_takes(const json_t *doc, const char *method)
{
	json_t *methods = json_object_get(doc, "methods"), *one;
	size_t i;

	json_array_foreach (methods, i, one)
		if (strcmp(json_string_value(one), method) == 0)
			return (true);
	return (false);
}

static json_t *
confirm_form(const struct page_context *l, const char *next)
{
	json_t *root = view_form(l, "Confirm that it is you", "/account/confirm", "Confirm");

	view_put(root, "lead", json_string(CONFIRM_LEAD));
	(void)view_field(root, "password", "Your password", "password", "current-password", "");
	view_hidden(root, "return", view_back(next));
	view_put(root, "cancel", view_string("%s", view_back(next)));
	return (root);
}

/* An account without a password signs in at its publisher again, which comes back here. */
static json_t *
confirm_elsewhere(struct request *rq, const struct page_context *l, const char *next)
{
	json_t *root = view_root(l, "Confirm that it is you");

	view_put(root, "heading", json_string("Confirm that it is you"));
	view_put(root, "lead",
	    json_string(CONFIRM_LEAD " Sign in again where you have your account. You come back here afterwards."));
	providers_put(rq, root, confirm_href(rq, next), "");
	return (root);
}

void
web_confirm(struct request *rq)
{
	ask(rq, SESSION_CONFIRM, confirm_page_loaded, rq_viewer(rq));
}

static void
confirm_page_loaded(struct request *rq, const struct answer *a)
{
	const char *next = rq_query(rq, "return") != NULL ? rq_query(rq, "return") : "/account";
	struct page_context *l = page_context(rq, "account");
	json_t *doc = page_account(rq, l, a);

	if (doc == NULL)
		page_refuse(rq, a);
	else if (json_is_true(json_object_get(doc, "fresh")))
		page_see(rq, next, NULL, 0, NULL);
	else if (confirm_takes(doc, "password"))
		page_reply(rq, 200, &template_form, confirm_form(l, next));
	else if (!confirm_takes(doc, "provider"))
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, next))); /* a new sign-in is fresh, with a passkey too */
	else
		page_reply(rq, 200, &template_confirm, confirm_elsewhere(rq, l, next));
}

/* ---- the form */

static void
confirm_form_refuse(struct request *rq, const char *code)
{
	json_t *root = confirm_form(page_context(rq, "account"), rq_form(rq, "return"));

	pending_carry_on(rq, root);
	view_form_error(root, "password", view_sentence(code));
	page_reply(rq, 422, &template_form, root);
}

void
web_confirm_form(struct request *rq)
{
	if (!rq_form_read(rq)) /* has replied */
		return;
	if (form_filled(rq, "password") == NULL)
		confirm_form_refuse(rq, "missing");
	else
		session_prove(rq, rq_form(rq, "password"), confirm_form_proved);
}

static void
confirm_form_proved(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		confirm_form_refuse(rq, "wrong_password");
	else if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else {
		if (rq_by_cookie(rq))
			cookie_replace(rq, e->token);
		if (!pending_go(rq, e))
			page_see(rq, rq_form(rq, "return"), NULL, 0, NULL);
	}
}

/* ---- a refused page or form */

static void
confirm_carry_loaded(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "account");
	json_t *root;

	(void)page_account(rq, l, a);
	root = confirm_form(l, page_of_form(rq));
	pending_carry(rq, root);
	page_reply(rq, 403, &template_form, root);
}

void
confirm_ask(struct request *rq, const struct answer *a)
{
	if (rq_is_safe(rq))
		reply_see(rq, confirm_href(rq, rq_target(rq)));
	else if (!confirm_takes(page_json(rq, a), "password") || !pending_fits(rq) ||
	    !page_ask_account(rq, confirm_carry_loaded, "confirm_carry_loaded"))
		reply_see(rq, confirm_href(rq, page_of_form(rq)));
}
