/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/audit: the audited actions, newest first, for admins and auditors. */
#include "moderation/moderation.h"
#include "request/list.h"

const struct id_list audit_log_def = {
	.statement = AUDIT_LOG,
	.kind = 'u',
	.limit = 20,
	.ids = "actor object",
	.texts = "action",
	.period = true,
	.site = true,
};

void
audit_log(struct request *rq)
{
	list_get(rq, &audit_log_def);
}
