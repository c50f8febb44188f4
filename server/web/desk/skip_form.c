/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/{comment}/skip, unskip: puts a case behind all others for this moderator, and goes on to the next one. */
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn skip_form_done, skip_form_claimed, skip_form_undone;

void
web_skip(struct request *rq)
{
	ask(rq, CASE_SKIP, skip_form_done, rq_viewer(rq), rq_path(rq, 0), rq_id(rq));
}

/* The script shows the next case itself. */
static void
skip_form_done(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);

	if (!answer_is(a, "ok"))
		page_refuse(rq, a);
	else if (page_wants_part(rq))
		page_see(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), "skip", 0, NULL);
	else
		desk_claim(rq, &q, false, skip_form_claimed, "skip_form_claimed");
}

/* The case stays skipped also without a next one. */
static void
skip_form_claimed(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);
	bool held;
	const char *one = answer_is(a, "ok") ? desk_claimed(rq, a, &held) : NULL;

	if (one == NULL)
		page_see(rq, desk_queue_path(rq, "/desk", &q), "skip", 0, NULL);
	else if (strcmp(one, rq_path(rq, 0)) == 0) /* nothing else is left */
		page_see(rq, desk_queue_path(rq, rq_printf(rq, "/desk/%s", one), &q), "skip_last", 0, NULL);
	else
		page_see(rq, desk_queue_path(rq, rq_printf(rq, "/desk/%s", one), &q), "skip_next", 0, NULL);
}

void
web_unskip(struct request *rq)
{
	ask(rq, CASE_SKIP, skip_form_undone, rq_viewer(rq), rq_path(rq, 0), NULL);
}

static void
skip_form_undone(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);

	desk_done(rq, a, desk_queue_path(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), &q), "unskip");
}
