/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/transparency: the figures of a period, and links to them as files. */
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn transparency_page_loaded;

void
web_transparency(struct request *rq)
{
	struct period p;

	if (query_period(rq, &p))
		ask(rq, TRANSPARENCY, transparency_page_loaded, rq_viewer(rq), p.from, p.to, "false", "1",
		    "ffffffff-ffff-ffff-ffff-ffffffffffff", list_site(rq));
}

static void
transparency_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_transparency, view_transparency };

	show_answer(rq, &page, a, page_json);
}
