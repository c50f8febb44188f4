/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/name, /account/email, /account/language: the account changes one of these. */
#include "account/account.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn change_form_done;

struct change_form {
	const char *path, *heading, *said;
};
static const struct change_form name_form = { "/account/name", "Change your name", "renamed" };
static const struct change_form email_form = { "/account/email", "Change your mail address", "new_address" };
static const struct change_form language_form = { "/account/language", "Language of your mails", "saved" };

static const struct change_form *
change_form_of(struct request *rq)
{
	const char *path = rq_route(rq)->path;

	return (strcmp(path, name_form.path) == 0  ? &name_form :
		strcmp(path, email_form.path) == 0 ? &email_form :
						     &language_form);
}

static void
change_form_refuse(struct request *rq)
{
	const struct change_form *f = change_form_of(rq);
	json_t *root = view_form(page_context(rq, "account"), f->heading, f->path, "Save");

	if (f == &name_form)
		view_name_field(root, rq_form(rq, "username"));
	else if (f == &email_form)
		view_email_fields(root, rq_form(rq, "email"));
	else
		view_language_field(root, rq_form(rq, "language"));
	view_put(root, "cancel", json_string("/account"));
	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

void
web_account_change(struct request *rq)
{
	struct account_change *c = rq_alloc(rq, sizeof(*c));
	const char *path = rq_route(rq)->path;

	if (!rq_check(rq, account_change_fields, ACCOUNT_CHANGE_FIELDS, c)) /* has replied */
		return;
	if (c->username == NULL && strcmp(path, name_form.path) == 0)
		rq_bad(rq, "username", "missing");
	if (c->email == NULL && strcmp(path, email_form.path) == 0)
		rq_bad(rq, "email", "missing");
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
	if (rq_failures(rq) != NULL)
		change_form_refuse(rq);
	else if (answer_is(a, "ok"))
		page_see(rq, "/account", change_form_of(rq)->said, 0, NULL);
	else
		page_refuse(rq, a);
}
