/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/session: the caller's account, and when the session ends. */
#include "session/session.h"

void
session_get(struct request *rq)
{
	ask(rq, SESSION_GET, reply_ok, rq_viewer(rq));
}
