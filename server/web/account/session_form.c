/* SPDX-License-Identifier: Apache-2.0 */
/* POST /account/sessions/{session}/end: ends another session of the account. */
#include "web/kit/page.h"
#include "web/web.h"

static then_fn session_form_ended;

void
web_session_end(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_REVOKE, session_form_ended, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key);
}

static void
session_form_ended(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", "ended", 0, NULL);
	else
		page_refuse(rq, a);
}
