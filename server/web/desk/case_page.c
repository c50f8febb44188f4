/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/{comment}: one case with all its signals and the actions that its state allows. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn case_page_loaded;

void
web_case(struct request *rq)
{
	case_get_ask(rq, rq_path(rq, 0), case_page_loaded, "case_page_loaded");
}

static void
case_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_case, view_case_page };

	show_answer(rq, &page, a, page_json);
}
