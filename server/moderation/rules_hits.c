/* GET /v1/moderation/rules/hits: how often rules and words hit, and what became of it. */
#include "base/clock.h"
#include "moderation/moderation.h"

static then_fn counted;
static const struct outcome says[] = { { "ok", 200, NULL, NULL }, { NULL, 0, NULL, NULL } };

void
rule_hits(struct request *rq)
{
	const char *from = rq_query(rq, "from"), *to = rq_query(rq, "to"), *by = rq_query(rq, "by");

	if ((from != NULL && !clock_rfc3339_valid(from)) || (to != NULL && !clock_rfc3339_valid(to)) ||
	    (by != NULL && strcmp(by, "day") != 0)) {
		reply_problem(rq, 400, "bad_query", "from and to are times; by is day.");
		return;
	}
	ask(rq, RULE_HITS, counted, rq_viewer(rq), rq_query(rq, "site"), from, to, rq_query(rq, "rule"),
	    by != NULL ? "true" : "false");
}

static void
counted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}
