/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /reset: asks for a mail with a link. GET /reset?token=, POST /reset/password: the link of that mail sets a new
 * password. GET /invite?token=: the link of an invitation sets the first one.
 */
#include "account/account.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/account/link_page.h"
#include "web/kit/show.h"
#include "web/web.h"

static draw_fn reset_draw;
static then_fn reset_asked, reset_password_set;
static json_t *reset_password_form(struct request *, const struct page_context *, const json_t *doc);
static json_t *invite_form(struct request *, const struct page_context *, const json_t *doc);
static const struct link_page page = { "reset", reset_password_form, "Ask for another mail", "/reset" };
static const struct link_page invite_page = { "invite", invite_form, "Sign in", "/sign-in" };

/* ---- the mail */

static void
reset_form_draw(struct request *rq, struct page_context *l, int status, const char *code)
{
	json_t *root = view_form(l, "Reset your password", "/reset", "Send me a link");

	view_put(root, "lead",
	    json_string(
		"Type the name or the verified address of your account. We send a link to its address, which sets a new password. "
		"An account that signs in at the newspaper has no password here, and gets no mail."));
	(void)view_field(root, "login", "Name, or verified e-mail address", "text", "username",
	    rq_is_safe(rq) ? "" : rq_form(rq, "login"));
	view_other(root, "You remember it?", rq_printf(rq, "/sign-in%s", page_next(rq, rq_query(rq, "next"))), "Sign in");
	if (code != NULL)
		view_form_error(root, "login", view_sentence(code));
	page_reply(rq, status, &template_form, root);
}

static void
reset_draw(struct request *rq, struct page_context *l)
{
	reset_form_draw(rq, l, 200, NULL);
}

void
web_reset(struct request *rq)
{
	if (rq_query(rq, "token") != NULL)
		link_page_show(rq, &page);
	else
		show_drawn(rq, "", reset_draw);
}

void
web_reset_form(struct request *rq)
{
	const char *login;

	if (!rq_form_read(rq))
		return;
	login = form_filled(rq, "login");
	if (login == NULL || strlen(login) > 512)
		reset_form_draw(rq, page_context(rq, ""), 422, login == NULL ? "missing" : "too_long");
	else
		reset_ask(rq, login, reset_asked);
}

static void
reset_asked(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/reset", "reset_mail", 0, NULL);
	else
		page_refuse(rq, a);
}

/* ---- the new password */

static json_t *
reset_password_form(struct request *rq, const struct page_context *l, const json_t *doc)
{
	json_t *root = view_form(l, "Choose a new password", "/reset/password", "Change password"), *f;

	view_put(root, "lead", json_string("All your sessions end when the password changes."));
	f = view_field(root, "username", "Account", "text", "username", view_get(doc, "username", ""));
	view_put(f, "readonly", json_true());
	view_hint(view_field(root, "password", "The new password", "password", "new-password", ""),
	    rq_printf(rq, "At least %ld characters, at most %ld bytes; a few words in a row are good.",
		setting_int(ACCOUNTS_PASSWORD_MIN), setting_int(ACCOUNTS_PASSWORD_MAX)));
	return (root);
}

static json_t *
invite_form(struct request *rq, const struct page_context *l, const json_t *doc)
{
	json_t *root = reset_password_form(rq, l, doc), *offers = view_role_offers(l, json_object_get(doc, "role_offers"));
	const char *role = view_get(json_array_get(offers, 0), "what", NULL);

	view_put(root, "heading", json_string("You are invited"));
	view_put(root, "lead",
	    json_string(role != NULL ?
		    rq_printf(rq, "Choose a password. With it you accept the role %s, and your address counts as verified.",
			role) :
		    "Choose a password. Your address then counts as verified."));
	view_put(root, "button", json_string("Accept"));
	view_hidden(root, "invited", "yes");
	json_decref(offers);
	return (root);
}

void
web_invite(struct request *rq)
{
	link_page_show(rq, &invite_page);
}

void
web_reset_password(struct request *rq)
{
	const char *digest = link_page_token(rq, &page), *password;

	if (digest == NULL)
		return;
	password = rq_form(rq, "password");
	reset_set(rq, digest, password != NULL ? password : "", "password", reset_password_set);
}

static void
reset_password_refuse(struct request *rq)
{
	struct page_context *l = page_context(rq, "");
	json_t *doc = json_pack("{s:s*}", "username", form_filled(rq, "username")), *root;

	l->here = "/";
	root = reset_password_form(rq, l, doc);
	json_decref(doc);
	view_hidden(root, "token", rq_form(rq, "token"));
	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

static void
reset_password_set(struct request *rq, const struct answer *a)
{
	if (a == NULL)
		reset_password_refuse(rq);
	else if (answer_is(a, "ok"))
		page_see(rq, "/sign-in", form_filled(rq, "invited") != NULL ? "invited" : "reset", 0, NULL);
	else
		link_page_refuse(rq, &page, arena_string(rq_arena(rq), answer_outcome(a)));
}
