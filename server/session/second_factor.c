/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/session/second-factor: proves a second factor by a code.
 *
 * How this works. A recovery code is one query: FACTOR_PROVE compares its digest. A code of the app needs the secret, which only
 * the worker can decrypt: FACTOR_CODE reads it, the worker compares, and FACTOR_PROVE or FACTOR_FAILED records the result. The database
 * refuses a step that was used meanwhile.
 */
#include "session/second_factor.h"

#include <string.h>

#include "base/log.h"
#include "guard/factor_key.h"
#include "guard/rate.h"

static session_granted_fn second_factor_replied;
static then_fn factor_code_answered, factor_recorded;

static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "wrong", .problem = PROBLEM_INVALID, .field = "code", .check = "wrong_code" },
	{ "ended", .problem = PROBLEM_CODES_ENDED },
	{ "refused", .problem = PROBLEM_CODES_REFUSED },
	{ NULL },
};

struct second_factor_body {
	const char *code;
};
static const struct field fields[] = { { "code", FIELD_SECRET, true, offsetof(struct second_factor_body, code), 1,
    FACTOR_CODE_MAX } };

struct proof {
	const char *code;
	struct login_attempt *attempt;
	struct session_grant grant;
	session_granted_fn *done;
};

void
session_second_factor(struct request *rq)
{
	struct second_factor_body b = { NULL };

	if (rq_viewer(rq) == NULL)
		reply_problem(rq, PROBLEM_SIGN_IN);
	else if (rq_read(rq, fields, LENGTH(fields), &b))
		second_factor_prove(rq, b.code, second_factor_replied);
}

static void
second_factor_replied(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	session_grant_reply(rq, outcomes, e, a);
}

static void
factor_record(struct request *rq, const char *step, const char *digest)
{
	struct proof *p = rq_state(rq);
	const struct session_grant *g = &p->grant;

	ask(rq, FACTOR_PROVE, factor_recorded, rq_viewer(rq), step, digest, g->digest, g->life, g->staff_life, g->network,
	    g->agent, g->device, rq_id(rq));
}

void
second_factor_prove(struct request *rq, const char *code, session_granted_fn *done)
{
	struct proof *p = rq_alloc(rq, sizeof(*p));
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	*p = (struct proof) { .code = arena_string(rq_arena(rq), code), .done = done };
	rq_set_state(rq, p);
	session_grant_new(rq, &p->grant);
	if (recovery_code_digest(code, digest))
		factor_record(rq, NULL, digest);
	else
		ask(rq, FACTOR_CODE, factor_code_answered, rq_viewer(rq), p->grant.device, p->grant.network);
}

/* The step of the typed code by the answer of FACTOR_CODE; -1: it is wrong. */
static int64_t
factor_step(struct request *rq, const json_t *doc)
{
	const struct proof *p = rq_state(rq);
	const char *stored = json_string_value(json_object_get(doc, "totp"));
	const char *id = json_string_value(json_object_get(doc, "id"));
	struct totp_secret secret;
	struct secret_key key;
	int64_t step = -1;

	if (totp_secret_open(stored, factor_key(&key), id, &secret))
		step = totp_match(&secret, p->code, json_integer_value(json_object_get(doc, "now")),
		    json_integer_value(json_object_get(doc, "last_step")));
	else
		log_error("authenticator app unreadable", log_text("app", id), log_text("setting", "accounts.factor_key"));
	secret_wipe(&secret, sizeof(secret));
	secret_wipe(&key, sizeof(key));
	return (step);
}

static void
factor_code_answered(struct request *rq, const struct answer *a)
{
	struct proof *p = rq_state(rq);
	int64_t step = -1;
	json_t *doc;

	if (answer_is(a, "ok")) {
		doc = rq_json_own(rq, json_loadb(answer_text(a, 0, 2), answer_len(a, 0, 2), 0, NULL));
		if (!password_attempt_begin(rq, rq_printf(rq, "factor %s", json_string_value(json_object_get(doc, "account"))),
			&p->attempt))
			return;
		step = factor_step(rq, doc);
		login_attempt_end(p->attempt, step >= 0);
	} else if (!answer_is(a, "none")) {
		p->done(rq, &p->grant, a);
		return;
	}
	if (step >= 0)
		factor_record(rq, rq_printf(rq, "%lld", (long long)step), NULL);
	else
		ask(rq, FACTOR_FAILED, factor_recorded, rq_viewer(rq), p->grant.device, rq_id(rq));
}

static void
factor_recorded(struct request *rq, const struct answer *a)
{
	struct proof *p = rq_state(rq);
	json_t *doc = rq_answer_json(rq, a, "ok");

	if (doc != NULL)
		rate_owner_set(p->grant.digest, json_string_value(json_object_get(json_object_get(doc, "account"), "id")));
	p->done(rq, &p->grant, a);
}
