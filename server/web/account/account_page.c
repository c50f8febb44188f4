/* SPDX-License-Identifier: Apache-2.0 */
/* GET /account: the account, its sessions, and forms for its name, address, language and password. */
#include "settings/settings.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn account_page_loaded;

void
web_account(struct request *rq)
{
	ask(rq, ACCOUNT_PAGE, account_page_loaded, rq_viewer(rq), rq_int(rq, setting_int(ACCOUNTS_NAME_WAIT) * 86400),
	    rq_network_keyed());
}

static void
account_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "account", &template_account, view_account };

	show_answer(rq, &page, a, page_json);
}
