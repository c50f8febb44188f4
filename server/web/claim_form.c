/* POST /desk/claim, /desk/{comment}/renew, take, release: who works on a case. */
#include "moderation/moderation.h"
#include "settings.h"
#include "web/page.h"
#include "web/web.h"

static then_fn claimed, renewed, released;

static const char *
lease(struct request *rq)
{
	return (rq_int(rq, setting_int(MODERATION_LEASE)));
}

/* The next case that nobody holds, of the kind the moderator is looking at. */
void
web_claim(struct request *rq)
{
	const char *view = rq_form(rq, "view");

	if (view == NULL || !word_in(CASE_VIEWS, view))
		view = "all";
	ask(rq, CLAIM_NEXT, claimed, rq_viewer(rq), view, NULL, "1", lease(rq),
	    rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)));
}

static void
claimed(struct request *rq, const struct answer *a)
{
	const json_t *cases;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	cases = json_object_get(page_json(rq, a), "cases");
	if (json_array_size(cases) == 0)
		page_see(rq, "/desk", "none", 0, NULL);
	else
		page_see(rq, rq_printf(rq, "/desk/%s", view_get(json_array_get(cases, 0), "case", "")), "claimed", 0, NULL);
}

void
web_renew(struct request *rq)
{
	ask(rq, CLAIM_RENEW, renewed, rq_viewer(rq), rq_path(rq, 0), lease(rq));
}

void
web_take(struct request *rq)
{
	ask(rq, CLAIM_TAKE, renewed, rq_viewer(rq), rq_path(rq, 0), lease(rq), rq_id(rq));
}

static void
renewed(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), "renewed", 0, NULL);
	else
		page_refuse(rq, a);
}

void
web_release(struct request *rq)
{
	ask(rq, CLAIM_RELEASE, released, rq_viewer(rq), rq_path(rq, 0));
}

static void
released(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		page_see(rq, "/desk", "released", 0, NULL);
	else
		page_refuse(rq, a);
}
