/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account/notices: the caller's notices, newest first. */
#include "notice/notice.h"
#include "request/list.h"

const struct id_list notice_list_def = { .statement = NOTICE_LIST, .kind = 'n', .limit = 50 };

void
notice_list(struct request *rq)
{
	list_get(rq, &notice_list_def);
}
