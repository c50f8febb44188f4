/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/session/passkey: proves a passkey in a session, which may be pending. The session gets another token. */
#include "session/passkey.h"
#include "session/session.h"

static session_granted_fn passkey_prove_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { NULL } };

void
session_passkey_prove(struct request *rq)
{
	struct passkey_proof b = { NULL };

	if (rq_viewer(rq) == NULL)
		reply_problem(rq, PROBLEM_SIGN_IN);
	else if (rq_read(rq, passkey_proof_fields, PASSKEY_PROOF_FIELDS, &b))
		passkey_prove(rq, &b, passkey_prove_answered);
}

static void
passkey_prove_answered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_BAD_PASSKEY);
	else
		session_grant_reply(rq, outcomes, e, a);
}
