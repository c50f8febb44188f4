/* GET /v1/moderation/decisions: who decided what, newest first. */
#include "moderation/moderation.h"
#include "request/list.h"

#define CURSOR_KIND 'd'

static then_fn logged;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ NULL },
};

void
decision_log(struct request *rq)
{
	decision_log_ask(rq, logged, "logged");
}

void
decision_log_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *at = page_place(rq, CURSOR_KIND);
	struct period p;
	long limit;

	if (at == NULL || !rq_query_int(rq, "limit", 1, 100, 20, &limit) || !query_ids(rq, "account comment moderator") ||
	    !query_period(rq, &p))
		return;
	ask_list(rq, DECISION_LOG, then, step,
	    (const char *const[]){ rq_viewer(rq), rq_query(rq, "account"), rq_query(rq, "comment"),
		rq_query(rq, "moderator"), p.from, p.to, rq_int(rq, limit), at }, 8);
}

json_t *
decision_log_json(struct request *rq, const struct answer *a)
{
	return (page_doc(rq, a, CURSOR_KIND));
}

static void
logged(struct request *rq, const struct answer *a)
{
	reply_page(rq, outcomes, a, CURSOR_KIND);
}
