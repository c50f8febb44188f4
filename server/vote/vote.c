/* SPDX-License-Identifier: Apache-2.0 */
/* PUT and DELETE /v1/articles/{article}/comments/{comment}/vote. To the database, value 0 is no vote. */
#include "vote/vote.h"

struct vote_body {
	long value;
};
static const struct field fields[] = {
	{ "value", FIELD_LONG, true, offsetof(struct vote_body, value), -1, 1 },
};

void
vote_set(struct request *rq)
{
	struct vote_body b = { 0 };

	if (reply_if_full(rq, VOTE_SET) || !rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if (b.value == 0)
		rq_bad(rq, "value", "out_of_range");
	if (reply_if_bad(rq))
		return;
	ask(rq, VOTE_SET, reply_ok, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_int(rq, b.value));
}

void
vote_clear(struct request *rq)
{
	ask(rq, VOTE_SET, reply_ok, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), "0");
}
