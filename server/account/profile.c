/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/accounts/{account}: the public profile. */
#include "account/account.h"

void
account_profile(struct request *rq)
{
	ask(rq, ACCOUNT_PROFILE, reply_ok, rq_path(rq, 0));
}
