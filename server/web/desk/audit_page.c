/* GET /desk/audit: who did what, from where; for admins and auditors. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn listed;

void
web_audit(struct request *rq)
{
	audit_log_ask(rq, listed, "listed");
}

static void
listed(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_audit, view_audit };

	if (answer_is(a, "ok"))
		desk_show(rq, &page, 200, audit_log_json(rq, a));
	else
		page_refuse(rq, a);
}
