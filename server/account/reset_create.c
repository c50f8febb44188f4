/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/password-resets: asks for a mail with a link that sets a new password. */
#include "account/account.h"

static then_fn reset_create_answered;

struct reset_body {
	const char *login;
};
static const struct field fields[] = { { "login", FIELD_LOOKUP, true, offsetof(struct reset_body, login), 1, 512 } };

void
reset_create(struct request *rq)
{
	struct reset_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		reset_ask(rq, b.login, reset_create_answered);
}

static void
reset_create_answered(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		reply_check_mail(rq);
	else
		reply_ok(rq, a);
}
