/* SPDX-License-Identifier: Apache-2.0 */
/* DELETE /v1/account/passkeys/{passkey}: forgets it. */
#include "session/session.h"

static then_fn passkey_removed;
static const struct outcome outcomes[] = { { "ok", 204 }, { "factor_needed", 0 }, { NULL } };

void
session_passkey_remove(struct request *rq)
{
	ask(rq, PASSKEY_REMOVE, passkey_removed, rq_viewer(rq), rq_path(rq, 0), rq_id(rq));
}

static void
passkey_removed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
