/* SPDX-License-Identifier: Apache-2.0 */
/* Appeals by the account that a decision or sanction restricts: making one, listing one's own. */
#include "notice/notice.h"
#include "request/list.h"

struct appeal_body {
	const char *decision, *sanction, *notice, *text;
};

static then_fn appeal_post_answered;
static const struct field fields[] = {
	{ "decision", FIELD_UUID, false, offsetof(struct appeal_body, decision) },
	{ "sanction", FIELD_UUID, false, offsetof(struct appeal_body, sanction) },
	{ "notice", FIELD_UUID, false, offsetof(struct appeal_body, notice) },
	{ "text", FIELD_TEXT, true, offsetof(struct appeal_body, text), 1, APPEAL_TEXT_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "conflict", .problem = PROBLEM_APPEALED_BEFORE },
	{ "appeal_window" },
	{ "nothing_to_appeal" },
	{ NULL },
};

/* POST /v1/appeals */
void
appeal_post(struct request *rq)
{
	struct appeal_body b = { 0 };
	const char *key, *digest;
	int named;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	named = (b.decision != NULL) + (b.sanction != NULL) + (b.notice != NULL);
	if (named != 1)
		rq_bad(rq, "decision", named == 0 ? "missing" : "not_allowed");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, APPEAL_POST, appeal_post_answered, rq_viewer(rq), rq_id(rq), b.decision, b.sanction, b.notice, b.text, key,
	    digest);
}

static void
appeal_post_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

const struct id_list appeal_mine_def = { .statement = APPEAL_MINE, .kind = 'p', .limit = 100 };

/* GET /v1/account/appeals */
void
appeal_mine(struct request *rq)
{
	list_get(rq, &appeal_mine_def);
}
