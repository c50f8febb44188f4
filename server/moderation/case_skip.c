/* SPDX-License-Identifier: Apache-2.0 */
/* POST, DELETE /v1/moderation/cases/{comment}/skip: puts a case behind all others for the caller alone, or takes that back. */
#include "moderation/moderation.h"

void
case_skip(struct request *rq)
{
	ask(rq, CASE_SKIP, reply_ok, rq_viewer(rq), rq_path(rq, 0), rq_id(rq));
}

void
case_unskip(struct request *rq)
{
	ask(rq, CASE_SKIP, reply_ok, rq_viewer(rq), rq_path(rq, 0), NULL);
}
