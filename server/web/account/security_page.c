/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/security: how the account signs in. */
#include "session/passkey.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn security_page_loaded;

void
web_security(struct request *rq)
{
	ask(rq, PASSKEY_LIST, security_page_loaded, rq_viewer(rq), passkey_host(rq));
}

/* What the page says besides comes from the request. */
static json_t *
security_json(struct request *rq, const struct answer *a)
{
	json_t *doc = page_json(rq, a);

	view_put(doc, "host", view_string("%s", passkey_host(rq)));
	if (rq_agent(rq) != NULL)
		view_put(doc, "agent", view_string("%s", rq_agent(rq)));
	return (doc);
}

static void
security_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_security, view_security };

	show_answer(rq, &page, a, security_json);
}
