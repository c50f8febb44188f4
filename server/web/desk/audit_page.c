/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/audit: the audited acts of accounts; for admins and auditors. */
#include "moderation/moderation.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn audit_page_loaded;

void
web_audit(struct request *rq)
{
	list_ask(rq, &audit_log_def, audit_page_loaded);
}

static void
audit_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_audit, view_audit };

	show_answer(rq, &page, a, list_json);
}
