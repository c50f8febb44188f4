/* GET /desk/search: comments, cases and accounts, by words and by what is known of them. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn found;

void
web_search(struct request *rq)
{
	search_ask(rq, found, "found");
}

static void
found(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_search, view_search };

	if (answer_is(a, "ok"))
		desk_show(rq, &page, 200, search_json(rq, a));
	else
		page_refuse(rq, a);
}
