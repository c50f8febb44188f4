/* SPDX-License-Identifier: Apache-2.0 */
/* Following a discussion: its new comments notify the caller. */
#include "notification/notification.h"
#include "request/list.h"

const struct id_list follow_list_def = { .statement = FOLLOW_LIST, .kind = 'f', .limit = 30 };

void
follow_put(struct request *rq)
{
	ask(rq, FOLLOW_SET, reply_no_content, rq_viewer(rq), rq_path(rq, 0), "true");
}

void
follow_delete(struct request *rq)
{
	ask(rq, FOLLOW_SET, reply_no_content, rq_viewer(rq), rq_path(rq, 0), "false");
}

void
follow_list(struct request *rq)
{
	list_get(rq, &follow_list_def);
}
