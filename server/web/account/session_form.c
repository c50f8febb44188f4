/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/sessions/{session}/end: ends another session of the account. POST /account/sessions/end: all others. */
#include "web/kit/page.h"
#include "web/web.h"

static then_fn session_form_ended, session_form_others_ended;

void
web_session_end(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_REVOKE, session_form_ended, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key);
}

void
web_sessions_end(struct request *rq)
{
	ask(rq, SESSIONS_REVOKE, session_form_others_ended, rq_viewer(rq));
}

static void
session_form_others_ended(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", "ended_others", 0, NULL);
	else
		page_refuse(rq, a);
}

static void
session_form_ended(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", "ended", 0, NULL);
	else
		page_refuse(rq, a);
}
