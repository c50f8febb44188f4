/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account: the account, its sessions, and a form for its password. */
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn account_page_loaded;

void
web_account(struct request *rq)
{
	ask(rq, SESSION_LIST, account_page_loaded, rq_viewer(rq));
}

static void
account_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_account, view_account };

	show_answer(rq, &page, a, page_json);
}
