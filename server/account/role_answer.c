/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/account/role-offers/{offer}: the caller accepts or declines a role that an admin offered. */
#include "account/account.h"

struct answer_body {
	const char *answer;
};
static const struct field fields[] = {
	{ "answer", FIELD_WORD, true, offsetof(struct answer_body, answer), .words = "accept decline" },
};

void
role_answer(struct request *rq)
{
	struct answer_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		ask(rq, ROLE_ANSWER, reply_ok, rq_viewer(rq), rq_path(rq, 0), strcmp(b.answer, "accept") == 0 ? "t" : "f",
		    rq_id(rq));
}
