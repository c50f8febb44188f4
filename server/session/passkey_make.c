/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/account/passkeys/options: options for navigator.credentials.create(). */
#include "session/passkey.h"
#include "session/session.h"

static then_fn passkey_make_answered;
static const struct outcome outcomes[] = { { "passkeys_max", 0 }, { NULL } };

void
session_passkey_make(struct request *rq)
{
	ask(rq, PASSKEY_MAKE, passkey_make_answered, rq_viewer(rq), passkey_host(rq));
}

static void
passkey_make_answered(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc == NULL)
		reply_outcome(rq, outcomes, a);
	else
		passkey_options_reply(rq, PURPOSE_MAKE, doc);
}
