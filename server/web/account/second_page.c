/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /sign-in/second: proves a second factor by a code. POST /sign-in/second/passkey: the same form, sent by its script with a passkey. */
#include "web/account/second_page.h"

#include "guard/cookie.h"
#include "session/passkey.h"
#include "session/second_factor.h"
#include "templates.h"
#include "web/account/sign_in.h"
#include "web/account/window.h"
#include "web/kit/pending.h"
#include "web/web.h"

#define SECOND_PASSKEY "This passkey does not belong to your account, or it took too long. Try again, or type a code."

static session_granted_fn second_form_proved, second_passkey_proved;

static json_t *
second_form(struct request *rq, const char *next)
{
	struct page_context *l = page_context(rq, "");
	json_t *root, *field;

	l->signed_in = false; /* a pending session has no account */
	root = view_form(l, "Second step", "/sign-in/second", "Continue");
	view_put(root, "lead",
	    json_string("Open your authenticator app and type the code that it shows for this site, or use your passkey."));
	field = view_field(root, "code", "Code", "text", "one-time-code", "");
	view_hint(field, "Six digits. If you do not have the app at hand, type one of your recovery codes instead.");
	view_hidden(root, "next", view_back(next));
	view_other(root, "Not you?", rq_printf(rq, "/sign-in%s", page_next(rq, next)), "Start the sign-in again");
	window_put(rq, root);
	if (!cookie_in_frame(rq)) {
		view_put(root, "script", json_string(asset_passkey_js));
		view_put(root, "passkey", json_pack("{s:s, s:s}", "act", "prove", "label", "Use a passkey"));
	}
	return (root);
}

static json_t *
second_form_again(struct request *rq)
{
	return (second_form(rq, rq_form(rq, "next")));
}

void
web_second(struct request *rq)
{
	const char *next = rq_query(rq, "next");

	if (rq_viewer(rq) == NULL)
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, next)));
	else
		page_reply(rq, 200, &template_form, second_form(rq, next));
}

void
second_page_go(struct request *rq, const struct session_grant *e, const char *next)
{
	json_t *root;

	session_grant_cookies(rq, e);
	if (form_filled(rq, "then") == NULL) {
		reply_see(rq, rq_printf(rq, "/sign-in/second%s", page_next(rq, next)));
		return;
	}
	root = second_form(rq, next);
	pending_carry_on(rq, root);
	page_reply(rq, 200, &template_form, root);
}

/* ---- the form */

static void
second_form_refuse(struct request *rq, const char *field, const char *code)
{
	json_t *root = second_form_again(rq);

	pending_carry_on(rq, root);
	view_form_error(root, field, view_sentence(code));
	page_reply(rq, 422, &template_form, root);
}

/* The pending session is over. */
static void
second_form_over(struct request *rq)
{
	sign_in_refuse_at(rq, "login", problem_detail(PROBLEM_BAD_CODE));
}

/* The browser has no cookie of a session, or none any more. A form that the page carries goes along to the sign-in. */
static void
second_form_cookieless(struct request *rq)
{
	if (form_filled(rq, "then") != NULL)
		second_form_over(rq);
	else
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, rq_form(rq, "next"))));
}

void
web_second_form(struct request *rq)
{
	const char *code;

	if (!rq_form_read(rq) || window_refused(rq, second_form_again)) /* has replied */
		return;
	code = form_filled(rq, "code");
	if (rq_viewer(rq) == NULL)
		second_form_cookieless(rq);
	else if (code == NULL || strlen(code) > FACTOR_CODE_MAX)
		second_form_refuse(rq, "code", code == NULL ? "missing" : "wrong_code");
	else
		second_factor_prove(rq, code, second_form_proved);
}

static void
second_form_proved(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (answer_is(a, "ok"))
		sign_in_entered(rq, e);
	else if (answer_is(a, "wrong"))
		second_form_refuse(rq, "code", "wrong_code");
	else if (answer_is(a, "refused"))
		second_form_refuse(rq, "code", problem_detail(PROBLEM_CODES_REFUSED));
	else if (answer_is(a, "ended"))
		sign_in_refuse_at(rq, "login", problem_detail(PROBLEM_CODES_ENDED));
	else
		second_form_over(rq);
}

/* ---- the passkey */

void
web_second_passkey(struct request *rq)
{
	struct passkey_proof b = { NULL };

	if (!rq_form_read(rq) || window_refused(rq, second_form_again) ||
	    !rq_check(rq, passkey_proof_fields, PASSKEY_PROOF_FIELDS, &b)) /* has replied */
		return;
	if (rq_viewer(rq) == NULL)
		second_form_cookieless(rq);
	else if (rq_failures(rq) != NULL)
		second_form_refuse(rq, "passkey", SECOND_PASSKEY);
	else
		passkey_prove(rq, &b, second_passkey_proved);
}

static void
second_passkey_proved(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		second_form_refuse(rq, "passkey", SECOND_PASSKEY);
	else if (answer_is(a, "ok"))
		sign_in_entered(rq, e);
	else
		second_form_over(rq);
}
