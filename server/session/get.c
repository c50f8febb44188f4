/* GET /v1/session: who am I, and until when. */
#include "session/session.h"

static then_fn got;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
session_get(struct request *rq)
{
	ask(rq, SESSION_GET, got, rq_viewer(rq));
}

static void
got(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
