/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/staff: the staff of the caller's sites, offers that wait, and roles that were taken away lately. */
#include "account/account.h"
#include "request/list.h"

const struct id_list staff_list_def = {
	.statement = STAFF_LIST,
	.kind = 'F',
	.limit = 50,
	.site = true,
};

void
staff_list(struct request *rq)
{
	list_get(rq, &staff_list_def);
}
