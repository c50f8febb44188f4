/* GET /v1/moderation/rules/hits: how often rules and words hit, and what became of it. */
#include "moderation/moderation.h"
#include "request/list.h"

static then_fn counted;
static const struct outcome outcomes[] = { { "ok", 200 }, { NULL } };

void
rule_hits(struct request *rq)
{
	rule_hits_ask(rq, counted, "counted");
}

void
rule_hits_ask(struct request *rq, then_fn *then, const char *step)
{
	const char *by = rq_query(rq, "by");
	struct period p;

	if (by != NULL && strcmp(by, "day") != 0)
		reply_bad_query(rq, "by is day.");
	else if (query_period(rq, &p))
		ask_list(rq, RULE_HITS, then, step,
		    (const char *const[]){ rq_viewer(rq), rq_query(rq, "site"), p.from, p.to, rq_query(rq, "rule"),
			by != NULL ? "true" : "false" }, 6);
}

static void
counted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}
