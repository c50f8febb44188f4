/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/articles/{article}/comments/{comment}/reports: one report per reader, revision and reason. */
#include "report/report.h"
#include "settings/settings.h"

static then_fn report_post_answered;
static const struct field fields[] = {
	{ "reason", FIELD_WORD, true, offsetof(struct report, reason), .words = REPORT_REASONS },
	{ "detail", FIELD_TEXT, false, offsetof(struct report, detail), 0, REPORT_DETAIL_MAX },
};
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "again", 200 },
	{ NULL },
};

/* Reads the body; false after answering. */
static bool
report_read(struct request *rq, struct report *r)
{
	memset(r, 0, sizeof(*r));
	return (!reply_if_full(rq, REPORT_POST) && rq_read(rq, fields, LENGTH(fields), r));
}

void
report_ask(struct request *rq, const struct report *r, const char *key, const char *digest, then_fn *then, const char *step)
{
	ask_list(rq, REPORT_POST, then, step,
	    (const char *const[]) { rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq), r->reason, r->detail, key, digest,
		rq_int(rq, setting_int(MODERATION_HOLD_REPORTS)), rq_int(rq, setting_int(REPORTS_HOLD_MAX)),
		rq_int(rq, setting_int(REPORTS_STANDING_AGE)) },
	    11);
}

void
report_post(struct request *rq)
{
	const char *key, *digest;
	struct report r;

	if (!report_read(rq, &r) || !rq_idempotency(rq, &key, &digest))
		return;
	report_ask(rq, &r, key, digest, report_post_answered, "report_post_answered");
}

static void
report_post_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
