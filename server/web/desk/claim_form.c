/* POST /desk/claim, /desk/{comment}/renew, take, release: who works on a case. */
#include "moderation/moderation.h"
#include "settings/settings.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn claimed, claimed_anew, renewed, released;

static const char *
lease(struct request *rq)
{
	return (rq_int(rq, setting_int(MODERATION_LEASE)));
}

static const char *
max(struct request *rq)
{
	return (rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)));
}

/* The next case that nobody holds, of the list the moderator is looking at. */
void
web_claim(struct request *rq)
{
	struct queue q = desk_queue(rq);

	desk_claim(rq, &q, false, claimed, "claimed");
}

/* A list gone back to and pressed once more is no form sent again: its first case is decided by then. */
static void
claimed(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);
	bool held = true;

	if (answer_is(a, "ok") && desk_claimed(rq, a, &held) != NULL && !held)
		desk_claim(rq, &q, true, claimed_anew, "claimed_anew");
	else
		claimed_anew(rq, a);
}

static void
claimed_anew(struct request *rq, const struct answer *a)
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

/* The case's page, with the list it was opened from. */
static const char *
back(struct request *rq)
{
	struct queue q = desk_queue(rq);

	return (desk_queue_path(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), &q));
}

void
web_renew(struct request *rq)
{
	ask(rq, CLAIM_RENEW, renewed, rq_viewer(rq), rq_path(rq, 0), lease(rq), max(rq));
}

void
web_take(struct request *rq)
{
	const char *key, *digest;

	if (rq_idempotency(rq, &key, &digest))
		ask(rq, CLAIM_TAKE, renewed, rq_viewer(rq), rq_path(rq, 0), lease(rq), rq_id(rq), max(rq), key, digest);
}

static void
renewed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, back(rq), "renewed", 0, NULL);
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
		ask(rq, CLAIM_RELEASE, released, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), key, digest);
}

static void
released(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);

	if (answer_is(a, "ok"))
		page_see(rq, desk_queue_path(rq, "/desk", &q), "released", 0, NULL);
	else
		page_refuse(rq, a);
}
