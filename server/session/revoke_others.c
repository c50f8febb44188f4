/* SPDX-License-Identifier: Apache-2.0 */
/* DELETE /v1/account/sessions: end all of the caller's sessions but this one. */
#include "session/session.h"

void
session_revoke_others(struct request *rq)
{
	ask(rq, SESSIONS_REVOKE, reply_no_content, rq_viewer(rq));
}
