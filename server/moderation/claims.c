/* SPDX-License-Identifier: Apache-2.0 */
/* Claims: a moderator leases the next cases, renews a lease, takes over a case of another, or releases one. */
#include "moderation/moderation.h"
#include "settings/settings.h"

struct claim_body {
	const char *view, *article, *site;
	long limit;
};

static then_fn claim_answered, claim_release_answered;
static const struct field fields[] = {
	{ "view", FIELD_WORD, false, offsetof(struct claim_body, view), .words = CASE_VIEWS },
	{ "article", FIELD_UUID, false, offsetof(struct claim_body, article) },
	{ "limit", FIELD_LONG, false, offsetof(struct claim_body, limit), 1, 100 },
	{ "site", FIELD_TEXT, false, offsetof(struct claim_body, site), 1, 100 },
};
static const struct outcome claim_outcomes[] = {
	{ "ok", 200 },
	{ "conflict", .problem = PROBLEM_CLAIM_LOST },
	{ "claims_max" },
	{ NULL },
};
static const struct outcome release_outcomes[] = {
	{ "ok", 204 },
	{ "conflict", .problem = PROBLEM_CLAIM_NOT_HELD },
	{ NULL },
};

/* POST /v1/moderation/claims */
void
claim_next(struct request *rq)
{
	struct claim_body b = { .view = "all", .limit = 10 };
	const char *key, *digest;

	if (!rq_read(rq, fields, LENGTH(fields), &b) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, CLAIM_NEXT, claim_answered, rq_viewer(rq), b.view, b.article, rq_int(rq, b.limit),
	    rq_int(rq, setting_int(MODERATION_LEASE)), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), rq_id(rq), key, digest,
	    b.site);
}

/* POST /v1/moderation/claims/{comment}/renew: renews a claim of the caller, or claims a free case. */
void
claim_renew(struct request *rq)
{
	ask(rq, CLAIM_RENEW, claim_answered, rq_viewer(rq), rq_path(rq, 0), rq_int(rq, setting_int(MODERATION_LEASE)),
	    rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)));
}

/* POST /v1/moderation/claims/{comment}/take */
void
claim_take(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_TAKE, claim_answered, rq_viewer(rq), rq_path(rq, 0), rq_int(rq, setting_int(MODERATION_LEASE)),
		    rq_id(rq), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), key, digest);
}

static void
claim_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, claim_outcomes, a);
}

/* DELETE /v1/moderation/claims/{comment} */
void
claim_release(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_RELEASE, claim_release_answered, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

static void
claim_release_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, release_outcomes, a);
}
