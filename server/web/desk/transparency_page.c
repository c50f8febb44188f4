/* GET /desk/transparency: a period's figures, and where they can be had as files. */
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn told;

void
web_transparency(struct request *rq)
{
	struct period p;

	if (query_period(rq, &p))
		ask(rq, TRANSPARENCY, told, rq_viewer(rq), p.from, p.to, "false", "1",
		    "ffffffff-ffff-ffff-ffff-ffffffffffff", rq_query(rq, "site"));
}

static void
told(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_transparency, view_transparency };

	desk_answer(rq, &page, a);
}
