/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/{comment}/mark: pins or features a comment or locks its thread, or the reverse. */
#include "moderation/moderation.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn mark_form_done;

static const char *
mark_value(struct request *rq, const char *name)
{
	const char *value = rq_form(rq, name);

	return (value == NULL ? NULL : strcmp(value, "yes") == 0 ? "true" : "false");
}

void
web_mark(struct request *rq)
{
	ask(rq, COMMENT_MARK, mark_form_done, rq_viewer(rq), rq_path(rq, 0), mark_value(rq, "locked"), mark_value(rq, "pinned"),
	    mark_value(rq, "featured"), rq_id(rq));
}

static void
mark_form_done(struct request *rq, const struct answer *a)
{
	struct queue q = desk_queue(rq);

	mark_wrote(rq, a);
	if (answer_is(a, "not_shown"))
		reply_problem(rq, PROBLEM_NOT_SHOWN);
	else if (answer_is(a, "marks_max"))
		reply_problem(rq, PROBLEM_MARKS_MAX);
	else
		desk_done(rq, a, desk_queue_path(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 0)), &q), "marked");
}
