/* Appeals, as the author of a restriction makes them and looks after them. */
#include "notice/notice.h"
#include "request/list.h"

#define CURSOR_KIND 'p'

struct draft {
	const char *decision, *sanction, *notice, *text;
};

static then_fn made, listed;
static const struct field fields[] = {
	{ "decision", FIELD_UUID, false, offsetof(struct draft, decision) },
	{ "sanction", FIELD_UUID, false, offsetof(struct draft, sanction) },
	{ "notice", FIELD_UUID, false, offsetof(struct draft, notice) },
	{ "text", FIELD_TEXT, true, offsetof(struct draft, text), 1, APPEAL_TEXT_MAX },
};
static const struct outcome made_outcomes[] = {
	{ "ok", 201 },
	{ "conflict", .problem = PROBLEM_APPEALED_BEFORE },
	{ "appeal_window" },
	{ "nothing_to_appeal" },
	{ NULL },
};
static const struct outcome list_outcomes[] = { { "ok", 200 }, { NULL } };

/* POST /v1/appeals */
void
appeal_post(struct request *rq)
{
	struct draft d = { 0 };
	const char *key, *digest;
	int named;

	if (!rq_read(rq, fields, LENGTH(fields), &d))
		return;
	named = (d.decision != NULL) + (d.sanction != NULL) + (d.notice != NULL);
	if (named != 1)
		rq_bad(rq, "decision", named == 0 ? "missing" : "not_allowed");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, APPEAL_POST, made, rq_viewer(rq), rq_id(rq), d.decision, d.sanction, d.notice, d.text, key, digest);
}

static void
made(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, made_outcomes, a);
}

/* GET /v1/account/appeals */
void
appeal_mine(struct request *rq)
{
	appeal_mine_ask(rq, listed, "listed");
}

void
appeal_mine_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	long limit;

	if (at != NULL && rq_query_int(rq, "limit", 1, 100, 100, &limit))
		ask_list(rq, APPEAL_MINE, then, step, (const char *const[]){ rq_viewer(rq), rq_int(rq, limit), at }, 3);
}

json_t *
appeal_mine_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, CURSOR_KIND));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_page(rq, list_outcomes, a, CURSOR_KIND);
}
