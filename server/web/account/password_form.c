/* POST /account/password. */
#include "account/account.h"
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn set;
static void again(struct request *);

void
web_password(struct request *rq)
{
	struct new_password p = { NULL, NULL };

	if (!rq_check(rq, new_password_fields, NEW_PASSWORD_FIELDS, &p)) /* has replied */
		return;
	new_password_check(rq, &p);
	if (rq_failures(rq) != NULL)
		again(rq);
	else
		new_password_set(rq, &p, set);
}

static void
again(struct request *rq)
{
	json_t *root = view_form(page_context(rq, "account"), "Change your password", "/account/password", "Change password");

	(void)view_field(root, "current", "Your password now", "password", "current-password", "");
	(void)view_field(root, "new", "The new password", "password", "new-password", "");
	view_put(root, "cancel", json_string("/account"));
	page_failures(rq, root);
	page_reply(rq, 422, &template_form, root);
}

static void
set(struct request *rq, const struct answer *a)
{
	if (a == NULL)
		again(rq);
	else if (answer_is(a, "ok"))
		page_see(rq, "/account", "password", 0, NULL);
	else
		page_refuse(rq, a);
}
