/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/search: finds comments, cases and accounts by words and by their properties. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn search_page_loaded;

void
web_search(struct request *rq)
{
	search_ask(rq, search_page_loaded, "search_page_loaded");
}

static void
search_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_search, view_search };

	show_answer(rq, &page, a, search_json);
}
