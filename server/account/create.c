/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/accounts: sign up. */
#include "account/account.h"

static session_granted_fn account_create_answered;
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "username_taken", .field = "username" },
	{ NULL },
};

void
account_create(struct request *rq)
{
	struct sign_up s = { NULL, NULL, NULL, NULL };

	if (!rq_check(rq, sign_up_fields, SIGN_UP_FIELDS, &s)) /* has replied */
		return;
	sign_up_check(rq, &s);
	if (!reply_if_bad(rq))
		account_sign_up(rq, &s, account_create_answered);
}

static void
account_create_answered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	session_grant_reply(rq, outcomes, e, a);
}
