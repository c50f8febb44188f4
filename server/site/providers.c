/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/sites/{site}/providers: the systems that sign readers in on a site, never their secrets. */
#include "site/site.h"

static then_fn provider_list_answered;

void
provider_list(struct request *rq)
{
	ask(rq, CONNECTIONS, provider_list_answered, rq_viewer(rq), rq_path(rq, 0));
}

static void
provider_list_answered(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc == NULL)
		reply_ok(rq, a);
	else
		reply_doc(rq, 200, rq_json_own(rq, json_pack("{s:O}", "providers", json_object_get(doc, "providers"))));
}
