/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account/sessions: the caller's sessions, newest first. */
#include "session/session.h"

void
session_list(struct request *rq)
{
	ask(rq, SESSION_LIST, reply_ok, rq_viewer(rq));
}
