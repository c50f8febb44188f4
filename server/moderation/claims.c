/* Claims: the next cases for me, leased; renewed, taken over, given back. */
#include "moderation/moderation.h"
#include "settings/settings.h"

struct wish {
	const char *view, *article;
	long limit;
};

static then_fn claimed, released;
static const struct field fields[] = {
	{ "view", FIELD_WORD, false, offsetof(struct wish, view), .words = CASE_VIEWS },
	{ "article", FIELD_UUID, false, offsetof(struct wish, article) },
	{ "limit", FIELD_LONG, false, offsetof(struct wish, limit), 1, 100 },
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
	struct wish w = { .view = "all", .limit = 10 };
	const char *key, *digest;

	if (!rq_read(rq, fields, LENGTH(fields), &w) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, CLAIM_NEXT, claimed, rq_viewer(rq), w.view, w.article, rq_int(rq, w.limit),
	    rq_int(rq, setting_int(MODERATION_LEASE)), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), rq_id(rq), key, digest);
}

/* POST /v1/moderation/claims/{comment}/renew: an own claim goes on, a case that nobody holds is taken. */
void
claim_renew(struct request *rq)
{
	ask(rq, CLAIM_RENEW, claimed, rq_viewer(rq), rq_path(rq, 0), rq_int(rq, setting_int(MODERATION_LEASE)),
	    rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)));
}

/* POST /v1/moderation/claims/{comment}/take */
void
claim_take(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_TAKE, claimed, rq_viewer(rq), rq_path(rq, 0), rq_int(rq, setting_int(MODERATION_LEASE)),
		    rq_id(rq), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)), key, digest);
}

static void
claimed(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, claim_outcomes, a);
}

/* DELETE /v1/moderation/claims/{comment} */
void
claim_release(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_RELEASE, released, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

static void
released(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, release_outcomes, a);
}
