/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/account/notices/{notice}/read: marks one of the caller's notices as read. */
#include "notice/notice.h"

void
notice_read(struct request *rq)
{
	ask(rq, NOTICE_READ, reply_no_content, rq_viewer(rq), rq_path(rq, 0));
}
