/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/articles/{article}/participants: readers of a discussion by the beginning of their name, for "@name". */
#include "comment/comment.h"

#define PREFIX_MAX 400 /* bytes */

void
comment_participants(struct request *rq)
{
	const char *prefix = rq_query(rq, "prefix");

	if (prefix != NULL && strlen(prefix) > PREFIX_MAX)
		reply_bad_query(rq, "prefix has at most 400 bytes.");
	else
		ask(rq, PARTICIPANTS, reply_ok, rq_viewer(rq), rq_path(rq, 0), prefix);
}
