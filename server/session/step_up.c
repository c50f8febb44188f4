/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/session/step-up: the person of the session proves themselves again, as some acts need a fresh proof (core.fresh): by a code
 * if the account has a second factor, else by the password. Both are verified under the same limits as a sign-in. The session gets
 * another token.
 */
#include <stdint.h>
#include <string.h>

#include "guard/rate.h"
#include "session/second_factor.h"
#include "session/session.h"

static then_fn step_up_secret_answered, step_up_proved, step_up_failure_audited;
static hashed_fn step_up_verified;
static session_granted_fn session_step_up_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "wrong", .problem = PROBLEM_INVALID, .field = "code", .check = "wrong_code" },
	{ "ended", .problem = PROBLEM_CODES_ENDED },
	{ "refused", .problem = PROBLEM_CODES_REFUSED },
	{ NULL },
};

struct step_up_body {
	const char *password, *code; /* one of them */
};
static const struct field fields[] = {
	{ "password", FIELD_SECRET, false, offsetof(struct step_up_body, password), 1, 0 },
	{ "code", FIELD_SECRET, false, offsetof(struct step_up_body, code), 1, FACTOR_CODE_MAX },
};

struct step_up_state {
	char *password; /* wiped by ask_verify() and at the end */
	const char *account;
	const char *hash;
	struct login_attempt *attempt;
	struct session_grant grant;
	session_granted_fn *done;
};

void
session_step_up(struct request *rq)
{
	struct step_up_body b = { NULL };

	if (!rq_check(rq, fields, LENGTH(fields), &b)) /* has replied */
		return;
	if (rq_failures(rq) == NULL && b.password == NULL && b.code == NULL)
		rq_bad(rq, "password", "missing");
	if (b.password != NULL && b.code != NULL)
		rq_bad(rq, "code", "not_allowed");
	if (reply_if_bad(rq))
		return;
	if (b.code != NULL)
		second_factor_prove(rq, b.code, session_step_up_answered);
	else
		session_prove(rq, b.password, session_step_up_answered);
}

static void
session_step_up_answered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_BAD_CREDENTIALS);
	else
		session_grant_renewed(rq, outcomes, e, a);
}

static void
step_up_wipe(struct request *rq, void *arg)
{
	struct step_up_state *s = arg;

	(void)rq;
	secret_wipe(s->password, strlen(s->password));
}

void
session_prove(struct request *rq, const char *password, session_granted_fn *done)
{
	struct step_up_state *s = rq_alloc(rq, sizeof(*s));

	*s = (struct step_up_state) { .password = arena_string(rq_arena(rq), password), .done = done };
	rq_set_state(rq, s);
	rq_at_end(rq, step_up_wipe, s);
	if (!reply_if_hashing_full(rq))
		ask(rq, VIEWER_SECRET, step_up_secret_answered, rq_viewer(rq));
}

/* An account without a password goes on to the query, which says how its person can be proven. */
static void
step_up_secret_answered(struct request *rq, const struct answer *a)
{
	struct step_up_state *s = rq_state(rq);

	if (!answer_is(a, "ok")) { /* sign_in: the session ended meanwhile */
		s->done(rq, &s->grant, a);
		return;
	}
	s->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
	s->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	if (password_attempt_begin(rq, s->account, &s->attempt))
		ask_verify(rq, NULL, s->password, s->hash, step_up_verified);
}

static void
step_up_verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct step_up_state *s = rq_state(rq);

	(void)rehash;
	(void)text;
	login_attempt_end(s->attempt, good);
	if (good) {
		session_grant_renew(rq, &s->grant);
		ask(rq, SESSION_STEP_UP, step_up_proved, rq_viewer(rq), s->hash, s->grant.digest, rq_id(rq));
	} else
		password_attempt_failed(rq, s->account, step_up_failure_audited);
}

static void
step_up_failure_audited(struct request *rq, const struct answer *a)
{
	struct step_up_state *s = rq_state(rq);

	(void)a;
	s->done(rq, NULL, NULL);
}

static void
step_up_proved(struct request *rq, const struct answer *a)
{
	struct step_up_state *s = rq_state(rq);

	if (answer_is(a, "ok"))
		rate_owner_set(s->grant.digest, s->account);
	s->done(rq, answer_is(a, "bad_credentials") ? NULL : &s->grant, answer_is(a, "bad_credentials") ? NULL : a);
}
