/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/accounts/{account}/reports: one report per reader and name. */
#include "report/report.h"

static then_fn name_report_answered;
static const struct field fields[] = {
	{ "reason", FIELD_WORD, true, offsetof(struct report, reason), .words = REPORT_REASONS },
	{ "detail", FIELD_TEXT, false, offsetof(struct report, detail), 0, REPORT_DETAIL_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "again", 200 },
	{ NULL },
};

void
name_report_ask(struct request *rq, const struct report *r, const char *key, const char *digest, then_fn *then, const char *step)
{
	ask_list(rq, NAME_REPORT, then, step,
	    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_id(rq), r->reason, r->detail, key, digest }, 7);
}

void
name_report(struct request *rq)
{
	const char *key, *digest;
	struct report r = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &r) && rq_idempotency(rq, &key, &digest))
		name_report_ask(rq, &r, key, digest, name_report_answered, "name_report_answered");
}

static void
name_report_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
