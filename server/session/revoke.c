/* DELETE /v1/account/sessions/{session}: end one of mine. */
#include "session/session.h"

static then_fn revoked;
static const struct outcome outcomes[] = { { "ok", 204 }, { NULL } };

void
session_revoke(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_REVOKE, revoked, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key);
}

static void
revoked(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
