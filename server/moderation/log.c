/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/decisions: the log of decisions, newest first. */
#include "moderation/moderation.h"
#include "request/list.h"

const struct id_list decision_log_def = {
	.statement = DECISION_LOG,
	.kind = 'd',
	.limit = 20,
	.ids = "account comment moderator",
	.period = true,
	.site = true,
};

void
decision_log(struct request *rq)
{
	list_get(rq, &decision_log_def);
}
