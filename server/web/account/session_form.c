/* POST /account/sessions/{session}/end: one of my sessions, somewhere else. */
#include "web/kit/page.h"
#include "web/web.h"

static then_fn ended;

void
web_session_end(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_REVOKE, ended, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key);
}

static void
ended(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/account", "ended", 0, NULL);
	else
		page_refuse(rq, a);
}
