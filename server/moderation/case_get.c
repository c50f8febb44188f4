/* GET /v1/moderation/cases/{comment}: version 0 where none was opened yet; the asker's claim is renewed. */
#include "moderation/moderation.h"

static then_fn found;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
case_get(struct request *rq)
{
	ask(rq, CASE_GET, found, rq_viewer(rq), rq_path(rq, 0));
}

static void
found(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
