/* GET /v1/moderation/audit: who did what, when, from where; newest first, for admins and auditors. */
#include "moderation/moderation.h"
#include "request/list.h"

#define CURSOR_KIND 'u'

static then_fn listed;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ NULL },
};

void
audit_log(struct request *rq)
{
	audit_log_ask(rq, listed, "listed");
}

void
audit_log_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	struct period p;
	long limit;

	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, 20, &limit) || !query_ids(rq, "actor object") ||
	    !query_period(rq, &p))
		return;
	ask_list(rq, AUDIT_LOG, then, step,
	    (const char *const[]){ rq_viewer(rq), rq_query(rq, "actor"), rq_query(rq, "object"), rq_query(rq, "action"),
		p.from, p.to, rq_int(rq, limit), at }, 8);
}

json_t *
audit_log_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, CURSOR_KIND));
}

static void
listed(struct request *rq, const struct answer *a)
{
	reply_page(rq, outcomes, a, CURSOR_KIND);
}
