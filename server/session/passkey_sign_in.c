/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/sessions/passkey: sign in with a passkey alone. */
#include "session/passkey.h"
#include "session/session.h"

static session_granted_fn passkey_sign_in_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { NULL } };

void
session_passkey_sign_in(struct request *rq)
{
	struct passkey_proof b = { NULL };

	if (rq_read(rq, passkey_proof_fields, PASSKEY_PROOF_FIELDS, &b))
		passkey_sign_in(rq, &b, passkey_sign_in_answered);
}

static void
passkey_sign_in_answered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_BAD_PASSKEY);
	else
		session_grant_reply(rq, outcomes, e, a);
}
