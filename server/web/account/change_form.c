/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/name, /account/email, /account/language, /account/terms: the account changes or accepts one of these. */
#include "account/account.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn change_form_done;

/* Each form posts to its own path; put adds its fields, with the typed value. */
struct change_form {
	const char *path, *field, *heading, *said;
	void (*put)(const struct page_context *, json_t *form, const char *typed);
};

static void
name_put(const struct page_context *l, json_t *form, const char *typed)
{
	(void)l;
	view_name_field(form, typed);
}

static void
email_put(const struct page_context *l, json_t *form, const char *typed)
{
	(void)l;
	view_email_fields(form, typed);
}

static void
language_put(const struct page_context *l, json_t *form, const char *typed)
{
	(void)l;
	view_language_field(form, typed);
}

/* The version that was shown is not in force any more. */
static void
terms_put(const struct page_context *l, json_t *form, const char *typed)
{
	(void)typed;
	view_terms_field(l, form, false);
}

static const struct change_form change_forms[] = {
	{ "/account/name", "username", "Change your name", "renamed", name_put },
	{ "/account/email", "email", "Change your mail address", "new_address", email_put },
	{ "/account/language", "language", "Language of your mails", "saved", language_put },
	{ "/account/terms", "terms", "Terms of use", "terms", terms_put },
};

static const struct change_form *
change_form_of(struct request *rq)
{
	size_t i = 0;

	while (strcmp(rq_route(rq)->path, change_forms[i].path) != 0)
		i++;
	return (&change_forms[i]);
}

static void
change_form_refuse(struct request *rq)
{
	const struct change_form *f = change_form_of(rq);
	struct page_context *l = page_context(rq, "account");
	json_t *root = view_form(l, f->heading, f->path, "Save");

	f->put(l, root, rq_form(rq, f->field));
	view_hidden(root, "back", page_back(rq, "/account"));
	view_put(root, "cancel", json_string("/account"));
	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

void
web_account_change(struct request *rq)
{
	struct account_change *c = rq_alloc(rq, sizeof(*c));
	const char *field = change_form_of(rq)->field;

	if (!rq_check(rq, account_change_fields, ACCOUNT_CHANGE_FIELDS, c)) /* has replied */
		return;
	if (form_filled(rq, field) == NULL)
		rq_bad(rq, field, "missing");
	if (c->terms != NULL && strcmp(c->terms, "yes") == 0) /* the box of the form */
		c->terms = form_filled(rq, "terms_version");
	account_change_check(rq, c);
	if (rq_failures(rq) != NULL)
		change_form_refuse(rq);
	else
		account_change(rq, c, change_form_done);
}

static void
change_form_done(struct request *rq, const struct answer *a)
{
	if (a != NULL && answer_is(a, "username_taken"))
		rq_bad(rq, "username", "username_taken");
	if (a != NULL && answer_is(a, "name_removed"))
		rq_bad(rq, "username", "name_removed");
	if (rq_failures(rq) != NULL)
		change_form_refuse(rq);
	else if (answer_is(a, "ok"))
		page_see(rq, page_back(rq, "/account"), change_form_of(rq)->said, 0, NULL);
	else
		page_refuse(rq, a);
}
