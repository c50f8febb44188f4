/* GET /, and the stylesheet. */
#include "templates.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn greeted;

static void
draw(struct request *rq, const struct page_context *l)
{
	page_reply(rq, 200, &template_home, view_root(l, "Discussions"));
}

void
web_home(struct request *rq)
{
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_context(rq, ""));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");

	page_account(rq, l, a);
	draw(rq, l);
}

/* GET /assets/{file}: its name holds a digest of its octets, so it never changes. */
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
