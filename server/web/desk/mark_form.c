/* POST /desk/{comment}/mark: pinned, featured, its thread locked, or no more. */
#include "moderation/moderation.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn marked;

static const char *
flag(struct request *rq, const char *name)
{
	const char *value = rq_form(rq, name);

	return (value == NULL ? NULL : strcmp(value, "yes") == 0 ? "true" : "false");
}

void
web_mark(struct request *rq)
{
	ask(rq, COMMENT_MARK, marked, rq_viewer(rq), rq_path(rq, 0), flag(rq, "locked"), flag(rq, "pinned"), flag(rq, "featured"),
	    rq_id(rq));
}

static void
marked(struct request *rq, const struct answer *a)
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
