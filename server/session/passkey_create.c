/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/account/passkeys: keeps the passkey that an authenticator made. */
#include "session/passkey.h"
#include "session/session.h"

static passkey_added_fn passkey_create_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { "passkeys_max", 0 }, { "passkey_known", 0 },
	{ "expired", .problem = PROBLEM_PASSKEY_REFUSED }, { NULL } };

void
session_passkey_create(struct request *rq)
{
	struct passkey_new b = { NULL };

	if (rq_read(rq, passkey_new_fields, PASSKEY_NEW_FIELDS, &b))
		passkey_add(rq, &b, passkey_create_answered);
}

static void
passkey_create_answered(struct request *rq, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_PASSKEY_REFUSED);
	else
		reply_outcome(rq, outcomes, a);
}
