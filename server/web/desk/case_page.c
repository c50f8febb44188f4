/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/{comment}: one case with all its signals and the actions that its state allows. */
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn case_page_loaded;

void
web_case(struct request *rq)
{
	ask(rq, CASE_GET, case_page_loaded, rq_viewer(rq), rq_path(rq, 0));
}

static void
case_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_case, view_case_page };

	show_answer(rq, &page, a, page_json);
}
