/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account/notifications: the caller's notifications and notices, newest first. */
#include "notification/notification.h"
#include "request/list.h"

const struct id_list notification_list_def = { .statement = NOTIFICATION_LIST, .kind = 'N', .limit = 30, .fixed = "false" };
const struct id_list notification_replies_def = { .statement = NOTIFICATION_LIST, .kind = 'R', .limit = 30, .fixed = "true" };

void
notification_list(struct request *rq)
{
	list_get(rq, &notification_list_def);
}
