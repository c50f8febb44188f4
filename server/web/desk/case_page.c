/* GET /desk/{comment}: one case with all its signals, and what to do with it. */
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn got;

void
web_case(struct request *rq)
{
	ask(rq, CASE_GET, got, rq_viewer(rq), rq_path(rq, 0));
}

static void
got(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_case, view_case_page };

	desk_answer(rq, &page, a);
}
