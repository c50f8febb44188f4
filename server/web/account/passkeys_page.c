/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account/passkeys: the passkeys of the account. */
#include "session/passkey.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn passkeys_page_loaded;

void
web_passkeys(struct request *rq)
{
	ask(rq, PASSKEY_LIST, passkeys_page_loaded, rq_viewer(rq), passkey_host(rq));
}

/* What the page says besides comes from the request. */
static json_t *
passkeys_json(struct request *rq, const struct answer *a)
{
	json_t *doc = page_json(rq, a);

	view_put(doc, "host", view_string("%s", passkey_host(rq)));
	if (rq_agent(rq) != NULL)
		view_put(doc, "agent", view_string("%s", rq_agent(rq)));
	return (doc);
}

static void
passkeys_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_passkeys_page, view_passkeys };

	show_answer(rq, &page, a, passkeys_json);
}
