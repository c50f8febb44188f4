/* SPDX-License-Identifier: Apache-2.0 */
/* GET /house-rules/{site}: the rules of a site that its authors read. */
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn house_rules_loaded;

void
web_house_rules(struct request *rq)
{
	ask(rq, HOUSE_RULES, house_rules_loaded, rq_path(rq, 0));
}

static void
house_rules_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "", &template_house_rules, view_house_rules };

	show_answer(rq, &page, a, page_json);
}
