/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/cases/{comment}: version 0 if the comment has no case; a claim of the caller is renewed. */
#include "moderation/moderation.h"

void
case_get(struct request *rq)
{
	ask(rq, CASE_GET, reply_ok, rq_viewer(rq), rq_path(rq, 0));
}
