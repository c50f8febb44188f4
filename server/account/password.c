/* SPDX-License-Identifier: Apache-2.0 */
/* PUT /v1/account/password: the caller's new password. */
#include "account/account.h"

static then_fn password_set_answered;
static const struct outcome outcomes[] = {
	{ "ok", 204 },
	{ "conflict", .problem = PROBLEM_PASSWORD_CHANGED },
	{ NULL },
};

void
password_set(struct request *rq)
{
	struct new_password p = { NULL, NULL };

	if (!rq_read(rq, new_password_fields, NEW_PASSWORD_FIELDS, &p)) /* has replied */
		return;
	new_password_check(rq, &p);
	if (!reply_if_bad(rq))
		new_password_set(rq, &p, password_set_answered);
}

static void
password_set_answered(struct request *rq, const struct answer *a)
{
	if (!reply_if_bad(rq))
		reply_outcome(rq, outcomes, a);
}
