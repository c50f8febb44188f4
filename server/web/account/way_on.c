/* SPDX-License-Identifier: Apache-2.0 */
#include "web/account/way_on.h"

#include "templates.h"
#include "web/kit/page.h"

void
way_on_reply(struct request *rq, const char *url)
{
	json_t *root = view_root(page_context(rq, ""), "You are signed in");

	view_put(root, "heading", json_string("You are signed in"));
	view_put(root, "lead", json_string("Your browser goes back to the page that you came from."));
	view_put(root, "href", view_string("%s", url));
	view_put(root, "link", json_string("Go back"));
	rq_add(rq, "Refresh", rq_printf(rq, "0; url=%s", url));
	page_reply(rq, 200, &template_way_on, root);
}
