/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /account/security: how the account signs in. GET, POST /account/security/app: sets up an authenticator app, and
 * …/app/confirm and …/app/remove. POST /account/security/codes: new recovery codes, shown once.
 */
#include "account/factor.h"
#include "guard/cookie.h"
#include "session/passkey.h"
#include "templates.h"
#include "text/qr.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn security_loaded, app_begun, app_loaded, app_refused_loaded, app_removed, codes_made;
static totp_confirmed_fn app_confirmed;

void
web_security(struct request *rq)
{
	ask(rq, FACTOR_LIST, security_loaded, rq_viewer(rq), passkey_host(rq));
}

static void
security_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_security, view_security };

	show_answer(rq, &page, a, page_json);
}

/* ---- the app */

void
web_app_form(struct request *rq)
{
	totp_begin(rq, app_begun);
}

static void
app_begun(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/security/app", NULL, 0, NULL);
	else
		page_refuse(rq, a);
}

void
web_app(struct request *rq)
{
	ask(rq, TOTP_BEGUN, app_loaded, rq_viewer(rq));
}

/* error: the sentence of a failed code; NULL: none. */
static void
app_draw(struct request *rq, const struct answer *a, int status, const char *error)
{
	struct totp_setup setup;
	struct buf path;
	json_t *root;
	int width;

	if (answer_is(a, "not_found")) /* begun too long ago, or confirmed */
		page_see(rq, "/account/security", NULL, 0, NULL);
	else if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else if (!totp_setup_read(rq, a, &setup))
		reply_problem(rq, PROBLEM_INTERNAL);
	else {
		buf_init(&path, rq_arena(rq));
		width = qr_path(setup.link, &path);
		root = view_app_setup(page_context(rq, "account"), setup.secret, setup.link, width > 0 ? path.data : NULL, width);
		if (error != NULL)
			view_form_error(root, "code", error);
		page_reply(rq, status, &template_app_setup, root);
	}
}

static void
app_loaded(struct request *rq, const struct answer *a)
{
	app_draw(rq, a, 200, NULL);
}

void
web_app_confirm(struct request *rq)
{
	if (!rq_form_read(rq)) /* has replied */
		return;
	totp_setup_confirm(rq, form_filled(rq, "code") != NULL ? rq_form(rq, "code") : "", app_confirmed);
}

static void
codes_draw(struct request *rq, const struct recovery_codes *codes, const char *said)
{
	json_t *root = view_recovery_codes(page_context(rq, "account"), recovery_codes_json(codes));

	page_put_said(root, said);
	page_reply(rq, 200, &template_recovery_codes, root);
}

static void
app_confirmed(struct request *rq, const struct session_grant *g, const struct recovery_codes *codes, const struct answer *a)
{
	if (a == NULL)
		ask(rq, TOTP_BEGUN, app_refused_loaded, rq_viewer(rq));
	else if (!answer_is(a, "ok"))
		app_draw(rq, a, 200, NULL);
	else {
		if (rq_by_cookie(rq)) {
			cookie_replace(rq, g->token);
			rq_take_token(rq, g->token, rq_token_source(rq));
		}
		if (json_is_true(json_object_get(page_json(rq, a), "recovery")))
			codes_draw(rq, codes, "app_added");
		else
			page_see(rq, "/account/security", "app_added", 0, NULL);
	}
}

static void
app_refused_loaded(struct request *rq, const struct answer *a)
{
	app_draw(rq, a, 422, view_sentence("wrong_code"));
}

void
web_app_remove(struct request *rq)
{
	ask(rq, TOTP_REMOVE, app_removed, rq_viewer(rq));
}

static void
app_removed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account/security", "app_removed", 0, NULL);
	else if (answer_is(a, "factor_needed"))
		reply_problem(rq, PROBLEM_FACTOR_NEEDED);
	else
		page_refuse(rq, a);
}

/* ---- recovery codes */

void
web_codes_form(struct request *rq)
{
	recovery_codes_make(rq, codes_made);
}

static void
codes_made(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		codes_draw(rq, rq_state(rq), "codes_made");
	else if (answer_is(a, "no_factor"))
		reply_problem(rq, PROBLEM_NO_FACTOR);
	else
		page_refuse(rq, a);
}
