/* SPDX-License-Identifier: Apache-2.0 */
/* DELETE /v1/session: sign out. */
#include "guard/cookie.h"
#include "session/session.h"

static then_fn session_close_answered;

void
session_close(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_CLOSE, session_close_answered, rq_viewer(rq), rq_id(rq), key);
}

/* The reply deletes the browser's cookie with every outcome: its session is over. */
static void
session_close_answered(struct request *rq, const struct answer *a)
{
	cookie_clear(rq);
	reply_no_content(rq, a);
}
