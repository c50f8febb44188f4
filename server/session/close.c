/* DELETE /v1/session: sign out. */
#include "guard/cookie.h"
#include "session/session.h"

static then_fn closed;
static const struct outcome outcomes[] = { { "ok", 204 }, { NULL } };

void
session_close(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, SESSION_CLOSE, closed, rq_viewer(rq), rq_id(rq), key);
}

/* The browser's cookie goes in any case: it is worth nothing now. */
static void
closed(struct request *rq, const struct answer *a)
{
	cookie_clear(rq);
	reply_outcome(rq, outcomes, a);
}
