/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /sign-in, and POST /sign-out. */
#include "guard/cookie.h"
#include "session/session.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/kit/pending.h"
#include "web/account/providers.h"
#include "web/account/second_page.h"
#include "web/account/sign_in.h"
#include "web/account/window.h"
#include "web/web.h"

static session_granted_fn sign_in_form_entered;
static then_fn sign_in_session_known, sign_out_done;

json_t *
sign_in_form(struct request *rq, const char *next, const char *login)
{
	struct page_context *l = page_context(rq, "");
	json_t *root;

	l->signed_in = false; /* this page is for readers without a session */
	root = view_form(l, "Sign in", "/sign-in", "Sign in");
	(void)view_field(root, "login", "Name, or verified e-mail address", "text", "username", login);
	(void)view_field(root, "password", "Password", "password", "current-password", "");
	view_hidden(root, "next", view_back(next));
	view_put(root, "forgot", view_string("/reset%s", page_next(rq, next)));
	window_put(rq, root);
	if (!cookie_in_frame(rq)) {
		view_put(root, "script", json_string(asset_passkey_js));
		view_put(root, "passkey", json_pack("{s:s, s:s}", "act", "sign-in", "label", "Sign in with a passkey"));
	}
	return (root);
}

/* login: filled in again. field, code: the failed check, or NULL. */
static void
sign_in_form_draw(struct request *rq, int status, const char *next, const char *login, const char *field, const char *code)
{
	json_t *root = sign_in_form(rq, next, login);

	pending_put(rq, root, "/sign-up", "No account yet? Sign up");
	if (json_object_get(root, "elsewhere") == NULL) {
		providers_put(rq, root, next,
		    "Or sign in with an account of this site. Accounts of the newspaper have no password here.");
		view_other(root, "No account yet?", rq_printf(rq, "/sign-up%s", page_next(rq, next)), "Sign up");
	} else
		view_put(root, "button", json_string("Sign in and send it"));
	if (code != NULL)
		view_form_error(root, field, view_sentence(code));
	page_reply(rq, status, &template_form, root);
}

/*
 * A window that a frame opened is done at once if its reader is signed in at the top level already. A reader with a
 * session who comes here may have seen a page without their own parts.
 */
void
web_sign_in(struct request *rq)
{
	cookie_forget_script(rq);
	if (!window_is_framed(rq_query(rq, "next")) || !page_ask_account(rq, sign_in_session_known, "sign_in_session_known"))
		sign_in_form_draw(rq, 200, rq_query(rq, "next"), "", NULL, NULL);
}

static void
sign_in_session_known(struct request *rq, const struct answer *a)
{
	const char *next = rq_query(rq, "next");

	if (answer_is(a, "ok"))
		page_see(rq, window_after(rq, next), NULL, 0, NULL);
	else
		sign_in_form_draw(rq, 200, next, "", NULL, NULL);
}

static json_t *
sign_in_form_again(struct request *rq)
{
	return (sign_in_form(rq, rq_form(rq, "next"), rq_form(rq, "login")));
}

void
web_sign_in_form(struct request *rq)
{
	const char *login, *password;

	if (!rq_form_read(rq) || window_refused(rq, sign_in_form_again)) /* has replied */
		return;
	login = rq_form(rq, "login");
	password = rq_form(rq, "password");
	if (form_filled(rq, "step") != NULL) /* from the sign-up page */
		sign_in_form_draw(rq, 200, rq_form(rq, "next"), "", NULL, NULL);
	else if (login == NULL || password == NULL || *login == '\0' || *password == '\0' || strlen(login) > 512)
		sign_in_refuse_at(rq, "login", "bad_credentials");
	else
		session_sign_in(rq, login, password, sign_in_form_entered);
}

void
sign_in_refuse_at(struct request *rq, const char *field, const char *code)
{
	sign_in_form_draw(rq, 422, rq_form(rq, "next"), rq_form(rq, "login"), field, code);
}

static void
sign_in_form_entered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		sign_in_refuse_at(rq, "login", "bad_credentials");
	else if (answer_is(a, "pending"))
		second_page_go(rq, e, rq_form(rq, "next"));
	else if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else
		sign_in_entered(rq, e);
}

void
sign_in_entered(struct request *rq, const struct session_grant *e)
{
	session_grant_cookies(rq, e);
	if (!pending_go(rq, e))
		page_see(rq, window_after(rq, rq_form(rq, "next")), NULL, 0, NULL);
}

void
web_sign_out(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_CLOSE, sign_out_done, rq_viewer(rq), rq_id(rq), key);
}

/* With every outcome the browser loses its session. */
static void
sign_out_done(struct request *rq, const struct answer *a)
{
	(void)a;
	cookie_clear(rq);
	page_see(rq, page_back(rq, "/"), "out", 0, NULL);
}
