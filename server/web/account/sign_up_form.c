/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /sign-up. */
#include "account/account.h"
#include "guard/cookie.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/account/providers.h"
#include "web/account/window.h"
#include "web/kit/pending.h"
#include "web/web.h"

static session_granted_fn sign_up_form_entered;

static json_t *
sign_up_form(struct request *rq, const char *next, const char *username, const char *email)
{
	struct page_context *l = page_context(rq, "");
	json_t *root = view_form(l, "Sign up", "/sign-up", "Sign up");

	view_put(root, "lead", json_string("Readers see your name beside your comments. Nothing else is public."));
	view_hint(view_field(root, "username", "Name", "text", "username", username),
	    rq_printf(rq, "In any script, %ld to %ld characters, without spaces at the ends.", setting_int(ACCOUNTS_NAME_MIN),
		setting_int(ACCOUNTS_NAME_MAX)));
	view_hint(view_field(root, "email", "E-mail address", "email", "email", email), "Readers do not see it.");
	view_hint(view_field(root, "password", "Password", "password", "new-password", ""),
	    rq_printf(rq, "At least %ld characters, at most %ld bytes; a few words in a row are good.",
		setting_int(ACCOUNTS_PASSWORD_MIN), setting_int(ACCOUNTS_PASSWORD_MAX)));
	view_terms_field(l, root, !rq_is_safe(rq) && form_filled(rq, "terms") != NULL);
	view_hidden(root, "next", view_back(next));
	window_put(rq, root);
	pending_put(rq, root, "/sign-in", "You have an account? Sign in");
	if (json_object_get(root, "elsewhere") == NULL) {
		providers_put(rq, root, next, "Or make an account of this site.");
		view_other(root, "You have an account?", rq_printf(rq, "/sign-in%s", page_next(rq, next)), "Sign in");
	} else
		view_put(root, "button", json_string("Sign up and send it"));
	return (root);
}

void
web_sign_up(struct request *rq)
{
	page_reply(rq, 200, &template_form, sign_up_form(rq, rq_query(rq, "next"), "", ""));
}

static json_t *
sign_up_form_again(struct request *rq)
{
	return (sign_up_form(rq, rq_form(rq, "next"), rq_form(rq, "username"), rq_form(rq, "email")));
}

/* Shows the form again with every failed check beside its field. */
static void
sign_up_form_refuse(struct request *rq)
{
	json_t *root = sign_up_form_again(rq);

	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

void
web_sign_up_form(struct request *rq)
{
	struct sign_up *s = rq_alloc(rq, sizeof(*s));

	if (!rq_form_read(rq) || window_refused(rq, sign_up_form_again)) /* has replied */
		return;
	if (form_filled(rq, "step") != NULL) { /* from the sign-in page */
		page_reply(rq, 200, &template_form, sign_up_form(rq, rq_form(rq, "next"), "", ""));
		return;
	}
	if (!rq_check(rq, sign_up_fields, SIGN_UP_FIELDS, s)) /* has replied */
		return;
	s->terms = s->terms != NULL ? form_filled(rq, "terms_version") : NULL;
	sign_up_check(rq, s);
	if (rq_failures(rq) != NULL)
		sign_up_form_refuse(rq);
	else
		account_sign_up(rq, s, sign_up_form_entered);
}

static void
sign_up_form_entered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (answer_is(a, "username_taken")) {
		rq_bad(rq, "username", "username_taken");
		sign_up_form_refuse(rq);
	} else if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
	} else {
		session_grant_cookies(rq, e);
		if (!pending_go(rq, e))
			page_see(rq, window_after(rq, rq_form(rq, "next")), sign_up_mailed(rq) ? "welcome" : "welcome_unsent", 0,
			    NULL);
	}
}
