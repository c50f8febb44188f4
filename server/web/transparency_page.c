/* GET /desk/transparency: a period's figures, and where they can be had as files. */
#include "base/clock.h"
#include "templates.h"
#include "web/desk.h"
#include "web/web.h"

static then_fn told;

static bool
is_time(const char *s)
{
	return (s == NULL || clock_rfc3339_valid(s));
}

void
web_transparency(struct request *rq)
{
	if (!is_time(rq_query(rq, "from")) || !is_time(rq_query(rq, "to")))
		reply_problem(rq, 400, "bad_query", "from and to are days, like 2026-11-23.");
	else
		ask(rq, TRANSPARENCY, told, rq_viewer(rq), rq_query(rq, "from"), rq_query(rq, "to"), "false", "1",
		    "ffffffff-ffff-ffff-ffff-ffffffffffff", rq_query(rq, "site"));
}

static void
told(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_transparency, view_transparency };

	desk_answer(rq, &page, a);
}
