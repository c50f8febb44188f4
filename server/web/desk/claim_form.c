/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/claim, /desk/{comment}/renew, take, release: moderators claim cases. */
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn claim_form_claimed, claim_form_claimed_fresh, claim_form_renewed, claim_form_released;

static const char *
claim_lease(struct request *rq)
{
	return (rq_int(rq, setting_int(MODERATION_LEASE)));
}

static const char *
claims_max(struct request *rq)
{
	return (rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)));
}

/* Claims the next free case of the list that the moderator sees. */
void
web_claim(struct request *rq)
{
	struct queue q = desk_queue(rq);

	desk_claim(rq, &q, false, claim_form_claimed, "claim_form_claimed");
}

/* The button of an old list repeats its form, and the form's case may be decided by then: then claim a new one. */
static void
claim_form_claimed(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);
	bool held = true;

	if (answer_is(a, "ok") && desk_claimed(rq, a, &held) != NULL && !held)
		desk_claim(rq, &q, true, claim_form_claimed_fresh, "claim_form_claimed_fresh");
	else
		claim_form_claimed_fresh(rq, a);
}

static void
claim_form_claimed_fresh(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);
	const char *one;
	bool held;

	if (answer_is(a, "claims_max")) {
		page_see(rq, "/desk?view=mine", "claims_max", 0, NULL);
		return;
	}
	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	one = desk_claimed(rq, a, &held);
	if (one == NULL)
		page_see(rq, desk_queue_path(rq, "/desk", &q), "none", 0, NULL);
	else
		page_see(rq, desk_queue_path(rq, rq_printf(rq, "/desk/%s", one), &q), "claimed", 0, NULL);
}

/* The page of the case, with the list that it was opened from. */
static const char *
claim_case_path(struct request *rq)
{
	struct queue q = desk_queue(rq);

	return (desk_queue_path(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), &q));
}

void
web_renew(struct request *rq)
{
	ask(rq, CLAIM_RENEW, claim_form_renewed, rq_viewer(rq), rq_path(rq, 0), claim_lease(rq), claims_max(rq));
}

void
web_take(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_TAKE, claim_form_renewed, rq_viewer(rq), rq_path(rq, 0), claim_lease(rq), rq_id(rq), claims_max(rq),
		    key, digest);
}

static void
claim_form_renewed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, claim_case_path(rq), "renewed", 0, NULL);
	else if (answer_is(a, "claims_max"))
		page_see(rq, "/desk?view=mine", "claims_max", 0, NULL);
	else
		page_refuse(rq, a);
}

void
web_release(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_RELEASE, claim_form_released, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

static void
claim_form_released(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);

	if (answer_is(a, "ok"))
		page_see(rq, desk_queue_path(rq, "/desk", &q), "released", 0, NULL);
	else
		page_refuse(rq, a);
}
