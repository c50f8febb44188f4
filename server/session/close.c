/* DELETE /v1/session: sign out. */
#include "guard/cookie.h"
#include "session/session.h"

static then_fn closed;
static const struct outcome says[] = { { "ok", 204 }, { NULL } };

void
session_close(struct request *rq)
{
	ask(rq, SESSION_CLOSE, closed, rq_viewer(rq));
}

/* The browser's cookie goes in any case: it is worth nothing now. */
static void
closed(struct request *rq, const struct answer *a)
{
	cookie_take(rq);
	reply_outcome(rq, says, a);
}
