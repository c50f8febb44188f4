/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/moderation/rules/hits: how often each rule and word hit, and how its hits were decided. */
#include "moderation/moderation.h"
#include "request/list.h"

void
rule_hits(struct request *rq)
{
	rule_hits_ask(rq, reply_ok, "reply_ok");
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
		    (const char *const[]) { rq_viewer(rq), list_site(rq), p.from, p.to, rq_query(rq, "rule"),
			by != NULL ? "true" : "false" },
		    6);
}
