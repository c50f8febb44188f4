/* SPDX-License-Identifier: Apache-2.0 */
/* GET / */
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static void
home_draw(struct request *rq, struct page_context *l)
{
	page_reply(rq, 200, &template_home, view_root(l, "Discussions"));
}

void
web_home(struct request *rq)
{
	show_drawn(rq, "", home_draw);
}
