/* SPDX-License-Identifier: Apache-2.0 */
/* GET /, and the stylesheet. */
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

/* GET /assets/{file}: the name holds a digest of the contents, so browsers may cache it for ever. */
void
web_style(struct request *rq)
{
	const char *name = strrchr(style_path, '/') + 1;

	if (strcmp(rq_path(rq, 0), name) != 0) {
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return;
	}
	reply_bytes(rq, 200, "text/css; charset=utf-8", style_css, style_len, true);
}
