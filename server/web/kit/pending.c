/* SPDX-License-Identifier: Apache-2.0 */
#include "web/kit/pending.h"

#include "guard/origin.h"
#include "guard/rate.h"
#include "templates.h"
#include "text/form.h"
#include "web/kit/resend.h"
#include "web/account/sign_in.h"

/* The button to the other page, which also carries the form. */
static void
pending_offer(json_t *root, const char *action, const char *text)
{
	view_put(root, "elsewhere", json_pack("{s:s,s:s}", "action", action, "text", text));
}

bool
pending_fits(struct request *rq)
{
	const struct route *route = rq_route(rq);

	return (route != NULL && route->who >= WHO_READER && resend_has(rq) && !resend_has_secret(rq) && origin_is_own(rq) &&
	    strcmp(route->path, "/sign-out") != 0);
}

void
pending_carry(struct request *rq, json_t *root)
{
	view_hidden(root, "then", rq_target(rq));
	resend_put(rq, root, "", PENDING, false);
	view_put(root, "button", json_string("Confirm and send it"));
}

void
pending_carry_on(struct request *rq, json_t *root)
{
	const char *then = form_filled(rq, "then");

	if (then == NULL)
		return;
	view_hidden(root, "then", view_back(then));
	resend_put(rq, root, PENDING, PENDING, false);
	view_put(root, "button", json_string("Confirm and send it"));
}

void
pending_sign_in(struct request *rq)
{
	json_t *root = sign_in_form(rq, page_of_form(rq), "");

	view_put(root, "lead",
	    json_string("You are not signed in any more, so nothing was sent yet. Your text is below. "
			"Sign in to send it."));
	pending_carry(rq, root);
	view_put(root, "button", json_string("Sign in and send it"));
	pending_offer(root, "/sign-up", "No account yet? Sign up");
	view_put(root, "apart", json_true()); /* the carried text stays on its page */
	page_reply(rq, 401, &template_form, root);
}

void
pending_put(struct request *rq, json_t *root, const char *other, const char *button)
{
	const char *then = rq_is_safe(rq) ? NULL : form_filled(rq, "then");

	if (then == NULL)
		return;
	view_hidden(root, "then", view_back(then));
	resend_put(rq, root, PENDING, PENDING, false);
	pending_offer(root, other, button);
	view_put(root, "apart", json_true());
}

/* The carried form, its names without PENDING. */
static struct form
pending_form(struct request *rq)
{
	struct form form = { NULL, 0 };
	const char *name, *value;
	size_t i, n = 0;

	while (rq_form_at(rq, n, &value) != NULL)
		n++;
	form.fields = rq_alloc(rq, (n + 1) * sizeof(*form.fields));
	for (i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++)
		if (strncmp(name, PENDING, strlen(PENDING)) == 0)
			form.fields[form.n++] = (struct form_field) { name + strlen(PENDING), value, strlen(value) };
	return (form);
}

bool
pending_go(struct request *rq, const struct session_grant *e)
{
	const char *then = form_filled(rq, "then");
	struct form form;

	if (then == NULL || !origin_is_own(rq))
		return (false);
	form = pending_form(rq);
	if (!rq_continue_as(rq, then, &form, e->token))
		return (false);
	if (rate_admit(rq, rq_route(rq)) && rate_admit_account(rq, rq_route(rq)))
		rq_route(rq)->handler(rq);
	return (true);
}
