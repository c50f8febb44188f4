/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/password: the account changes its password. */
#include "account/account.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn password_form_set;
static void password_form_refuse(struct request *);

void
web_password(struct request *rq)
{
	struct new_password p = { NULL, NULL };

	if (!rq_check(rq, new_password_fields, NEW_PASSWORD_FIELDS, &p)) /* has replied */
		return;
	new_password_check(rq, &p);
	if (rq_failures(rq) != NULL)
		password_form_refuse(rq);
	else
		new_password_set(rq, &p, password_form_set);
}

static void
password_form_refuse(struct request *rq)
{
	json_t *root = view_form(page_context(rq, "account"), "Change your password", "/account/password", "Change password");

	(void)view_field(root, "current", "Your password now", "password", "current-password", "");
	(void)view_field(root, "new", "The new password", "password", "new-password", "");
	view_put(root, "cancel", json_string("/account"));
	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

static void
password_form_set(struct request *rq, const struct answer *a)
{
	if (a == NULL)
		password_form_refuse(rq);
	else if (answer_is(a, "ok"))
		page_see(rq, "/account", "password", 0, NULL);
	else
		page_refuse(rq, a);
}
