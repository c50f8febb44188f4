/* GET /v1/account/sessions: my sessions, newest first. */
#include "session/session.h"

static then_fn listed;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
session_list(struct request *rq)
{
	ask(rq, SESSION_LIST, listed, rq_viewer(rq));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
