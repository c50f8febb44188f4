/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/sessions/exchange: a frame on a page of another site exchanges the code of handover.c for a session of its
 * own. Its token is in the cookie alone, so no script can read it.
 */
#include <string.h>

#include "guard/cookie.h"
#include "guard/origin.h"
#include "session/session.h"

static then_fn exchange_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { "bad_code", 0 }, { NULL } };

struct exchange_body {
	const char *code;
};
static const struct field fields[] = { { "code", FIELD_SECRET, true, offsetof(struct exchange_body, code), 1, 256 } };

void
session_exchange(struct request *rq)
{
	struct session_grant *e = rq_alloc(rq, sizeof(*e));
	struct exchange_body b = { NULL };
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	if (!origin_is_own(rq)) {
		reply_problem(rq, PROBLEM_BAD_ORIGIN);
		return;
	}
	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if (!token_digest(b.code, strlen(b.code), digest)) {
		reply_problem(rq, PROBLEM_BAD_CODE);
		return;
	}
	session_grant_new(rq, e);
	rq_set_state(rq, e);
	ask(rq, SESSION_EXCHANGE, exchange_answered, digest, e->session, e->digest, e->network, e->agent, rq_id(rq));
}

static void
exchange_answered(struct request *rq, const struct answer *a)
{
	const struct session_grant *e = rq_state(rq);

	if (answer_is(a, "ok"))
		cookie_set_frame(rq, e->token);
	reply_outcome(rq, outcomes, a);
}
