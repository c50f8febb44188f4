/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/sessions/passkey/options: options for navigator.credentials.get(), to sign in. They are the same for everybody. */
#include "session/passkey.h"
#include "session/session.h"

void
session_passkey_challenge(struct request *rq)
{
	json_t *doc = rq_json_own(rq, json_pack("{s:[]}", "allowCredentials"));

	if (doc == NULL)
		reply_problem(rq, PROBLEM_BUSY);
	else
		passkey_options_reply(rq, PURPOSE_SIGN_IN, doc);
}
