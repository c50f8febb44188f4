/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /account/confirm: the person of the session proves themselves again. */
#include "web/account/confirm.h"

#include <string.h>

#include "guard/cookie.h"
#include "session/second_factor.h"
#include "session/session.h"
#include "templates.h"
#include "text/percent.h"
#include "web/account/providers.h"
#include "web/account/sign_in.h"
#include "web/kit/pending.h"
#include "web/kit/show.h"
#include "web/web.h"

#define CONFIRM_LEAD "You signed in some time ago. The next step needs a fresh proof that it is you."

static then_fn confirm_page_loaded, confirm_carry_loaded;
static session_granted_fn confirm_form_proved, confirm_code_proved;

/* How the person can be proven on the page itself: the form has this one field. */
struct confirm_way {
	const char *method; /* of core.confirm_methods() */
	const char *field, *label, *type, *fill;
};
static const struct confirm_way by_password = { "password", "password", "Your password", "password", "current-password" };
static const struct confirm_way by_code = { "totp", "code", "Code of your app, or a recovery code", "text", "one-time-code" };

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
	return (view_contains(json_object_get(doc, "methods"), method));
}

/* NULL: by a new sign-in. */
static const struct confirm_way *
confirm_way_of(const json_t *doc)
{
	if (confirm_takes(doc, by_code.method))
		return (&by_code);
	return (confirm_takes(doc, by_password.method) ? &by_password : NULL);
}

static json_t *
confirm_form(struct request *rq, const struct page_context *l, const struct confirm_way *way, const char *next)
{
	json_t *root = view_form(l, "Confirm that it is you", "/account/confirm", "Confirm");

	view_put(root, "lead", json_string(CONFIRM_LEAD));
	(void)view_field(root, way->field, way->label, way->type, way->fill, "");
	view_hidden(root, "return", view_back(next));
	view_put(root, "cancel", view_string("%s", view_back(next)));
	if (way == &by_code)
		view_other(root, "No code at hand?", rq_printf(rq, "/sign-in%s", page_next(rq, next)), "Sign in again");
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
	else if (confirm_way_of(doc) != NULL)
		page_reply(rq, 200, &template_form, confirm_form(rq, l, confirm_way_of(doc), next));
	else if (!confirm_takes(doc, "provider"))
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, next))); /* a new sign-in is fresh, with a passkey too */
	else
		page_reply(rq, 200, &template_confirm, confirm_elsewhere(rq, l, next));
}

/* ---- the form */

static void
confirm_form_refuse(struct request *rq, const struct confirm_way *way, const char *code)
{
	json_t *root = confirm_form(rq, page_context(rq, "account"), way, rq_form(rq, "return"));

	pending_carry_on(rq, root);
	view_form_error(root, way->field, view_sentence(code));
	page_reply(rq, 422, &template_form, root);
}

void
web_confirm_form(struct request *rq)
{
	const struct confirm_way *way;
	const char *typed;

	if (!rq_form_read(rq)) /* has replied */
		return;
	way = rq_form(rq, by_code.field) != NULL ? &by_code : &by_password;
	typed = form_filled(rq, way->field);
	if (typed == NULL)
		confirm_form_refuse(rq, way, "missing");
	else if (way == &by_password)
		session_prove(rq, typed, confirm_form_proved);
	else if (strlen(typed) > FACTOR_CODE_MAX)
		confirm_form_refuse(rq, way, "wrong_code");
	else
		second_factor_prove(rq, typed, confirm_code_proved);
}

static void
confirm_go(struct request *rq, const struct session_grant *e)
{
	if (rq_by_cookie(rq))
		cookie_replace(rq, e->token);
	if (!pending_go(rq, e))
		page_see(rq, rq_form(rq, "return"), NULL, 0, NULL);
}

static void
confirm_form_proved(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		confirm_form_refuse(rq, &by_password, "wrong_password");
	else if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else
		confirm_go(rq, e);
}

static void
confirm_code_proved(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (answer_is(a, "ok"))
		confirm_go(rq, e);
	else if (answer_is(a, "wrong"))
		confirm_form_refuse(rq, &by_code, "wrong_code");
	else if (answer_is(a, "refused"))
		confirm_form_refuse(rq, &by_code, problem_detail(PROBLEM_CODES_REFUSED));
	else /* the session has ended; no page repeats the code */
		sign_in_refuse_at(rq, "login", problem_detail(answer_is(a, "ended") ? PROBLEM_CODES_ENDED : PROBLEM_SIGN_IN));
}

/* ---- a refused page or form */

struct confirm_carry {
	const struct confirm_way *way;
};

static void
confirm_carry_loaded(struct request *rq, const struct answer *a)
{
	const struct confirm_carry *c = rq_state(rq);
	struct page_context *l = page_context(rq, "account");
	json_t *root;

	(void)page_account(rq, l, a);
	root = confirm_form(rq, l, c->way, page_of_form(rq));
	pending_carry(rq, root);
	page_reply(rq, 403, &template_form, root);
}

void
confirm_ask(struct request *rq, const struct answer *a)
{
	struct confirm_carry *c;

	if (rq_is_safe(rq)) {
		reply_see(rq, confirm_href(rq, rq_target(rq)));
		return;
	}
	c = rq_alloc(rq, sizeof(*c));
	c->way = confirm_way_of(page_json(rq, a));
	rq_set_state(rq, c);
	if (c->way == NULL || !pending_fits(rq) || !page_ask_account(rq, confirm_carry_loaded, "confirm_carry_loaded"))
		reply_see(rq, confirm_href(rq, page_of_form(rq)));
}
