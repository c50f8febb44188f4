/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account/sessions: the caller's sessions, newest first. */
#include "session/session.h"
#include "text/json.h"
#include "text/user_agent.h"

static then_fn session_list_answered;

void
session_list(struct request *rq)
{
	ask(rq, SESSION_LIST, session_list_answered, rq_viewer(rq), rq_network_keyed());
}

/* Each session gets its device in words. */
static void
session_list_answered(struct request *rq, const struct answer *a)
{
	json_t *doc = rq_answer_json(rq, a, "ok"), *one;
	char device[USER_AGENT_WORDS];
	size_t i;

	if (doc == NULL) {
		reply_ok(rq, a);
		return;
	}
	json_array_foreach (json_object_get(doc, "sessions"), i, one) {
		(void)user_agent_words(json_string_value(json_object_get(one, "agent")), device);
		if (json_object_set_new(one, "device", json_string(device)) != 0) {
			reply_problem(rq, PROBLEM_INTERNAL);
			return;
		}
	}
	reply_doc(rq, 200, doc);
}
