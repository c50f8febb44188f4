/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/session/passkey/options: options for navigator.credentials.get(), to prove a passkey in a session. */
#include "session/passkey.h"
#include "session/session.h"

static then_fn passkey_ask_answered;

void
session_passkey_ask(struct request *rq)
{
	if (rq_viewer(rq) == NULL)
		reply_problem(rq, PROBLEM_SIGN_IN);
	else
		ask(rq, PASSKEY_PROOF_OPTIONS, passkey_ask_answered, rq_viewer(rq), passkey_host(rq));
}

static void
passkey_ask_answered(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc == NULL)
		reply_outcome(rq, NULL, a);
	else
		passkey_options_reply(rq, PURPOSE_PROVE, doc);
}
