/* SPDX-License-Identifier: Apache-2.0 */
/* GET /: the discussions with the newest comments. */
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

#define RECENT_MAX 20 /* a page without a next one */

static then_fn recent_loaded;

void
web_home(struct request *rq)
{
	ask(rq, RECENT, recent_loaded, rq_int(rq, RECENT_MAX));
}

static void
recent_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "", &template_home, view_home };

	show_answer(rq, &page, a, page_json);
}
