/* SPDX-License-Identifier: Apache-2.0 */
/* DELETE /v1/account/sessions/{session}: end one of the caller's sessions. */
#include "session/session.h"

void
session_revoke(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_REVOKE, reply_no_content, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key);
}
