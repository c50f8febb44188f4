/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/role-offers/{offer}: the account accepts or declines a role that an admin offered. */
#include "web/kit/page.h"
#include "web/web.h"

static then_fn role_form_answered;

static bool
role_accepted(struct request *rq)
{
	const char *answer = rq_form(rq, "answer");

	return (answer != NULL && strcmp(answer, "accept") == 0);
}

void
web_role_answer(struct request *rq)
{
	ask(rq, ROLE_ANSWER, role_form_answered, rq_viewer(rq), rq_path(rq, 0), role_accepted(rq) ? "t" : "f", rq_id(rq));
}

static void
role_form_answered(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", role_accepted(rq) ? "role_accept" : "role_decline", 0, NULL);
	else
		page_refuse(rq, a);
}
