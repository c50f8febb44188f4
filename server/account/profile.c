/* GET /v1/accounts/{account}: what everybody may know. */
#include "account/account.h"

static then_fn got;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
account_profile(struct request *rq)
{
	ask(rq, ACCOUNT_PROFILE, got, rq_path(rq, 0));
}

static void
got(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
