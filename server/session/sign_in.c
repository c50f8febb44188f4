/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-in: find the account, verify the password, open a session. An unknown login goes through the same steps, with a
 * dummy in place of the hash. So neither the time nor the log shows whether an account exists.
 */
#include <string.h>

#include "guard/rate.h"
#include "secret/token.h"
#include "session/session.h"
#include "text/name.h"

static then_fn sign_in_secret_answered;
static hashed_fn sign_in_verified;
static hashed_fn sign_in_rehashed;
static void sign_in_open(struct request *, const char *rehash);
static then_fn sign_in_opened;
static void sign_in_refuse(struct request *);
static then_fn sign_in_failure_audited;

struct sign_in_state {
	char *password;	   /* wiped by ask_verify() */
	char *again;	   /* a copy, as a rehash needs it after that */
	const char *login; /* folded */
	const char *account;
	const char *hash; /* NULL: no such account */
	struct login_attempt *attempt;
	struct session_grant grant;
	session_granted_fn *done;
};

static void
sign_in_wipe(struct request *rq, void *arg)
{
	struct sign_in_state *e = arg;

	(void)rq;
	secret_wipe(e->password, strlen(e->password));
	secret_wipe(e->again, strlen(e->again));
}

void
session_sign_in(struct request *rq, const char *login, const char *password, session_granted_fn *done)
{
	struct sign_in_state *e = rq_alloc(rq, sizeof(*e));
	struct buf folded;

	rq_set_state(rq, e);
	e->done = done;
	e->password = arena_string(rq_arena(rq), password);
	e->again = arena_string(rq_arena(rq), password);
	rq_at_end(rq, sign_in_wipe, e);
	buf_init(&folded, rq_arena(rq));
	if (!login_fold(login, strlen(login), &folded)) {
		folded.len = 0;
		buf_putc(&folded, ' '); /* no account's login; the query is made as for any other */
	}
	e->login = folded.data;
	if (reply_if_hashing_full(rq) || !login_attempt_begin(rq, folded.data, &e->attempt))
		return;
	ask(rq, ACCOUNT_SECRET, sign_in_secret_answered, folded.data);
}

static void
sign_in_secret_answered(struct request *rq, const struct answer *a)
{
	struct sign_in_state *e = rq_state(rq);

	if (answer_is(a, "ok")) {
		e->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
		e->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
	}
	ask_verify(rq, e->login, e->password, e->hash, sign_in_verified);
}

static void
sign_in_verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct sign_in_state *e = rq_state(rq);

	(void)text;
	if (!good || e->account == NULL)
		sign_in_refuse(rq);
	else if (rehash)
		ask_hash(rq, e->again, sign_in_rehashed);
	else
		sign_in_open(rq, NULL);
}

static void
sign_in_rehashed(struct request *rq, bool good, bool rehash, const char *text)
{
	(void)good;
	(void)rehash;
	sign_in_open(rq, text);
}

static void
sign_in_open(struct request *rq, const char *rehash)
{
	struct sign_in_state *e = rq_state(rq);

	session_grant_new(rq, &e->grant);
	ask(rq, SESSION_OPEN, sign_in_opened, e->account, e->hash, rehash, e->grant.session, e->grant.digest, e->grant.life,
	    e->grant.network, e->grant.agent, e->grant.staff_life, e->grant.device);
}

static void
sign_in_opened(struct request *rq, const struct answer *a)
{
	struct sign_in_state *e = rq_state(rq);

	if (answer_is(a, "bad_credentials")) { /* the password was changed meanwhile */
		sign_in_refuse(rq);
		return;
	}
	login_attempt_end(e->attempt, true);
	if (answer_is(a, "ok"))
		rate_owner_set(e->grant.digest, e->account);
	e->done(rq, &e->grant, a);
}

static void
sign_in_refuse(struct request *rq)
{
	struct sign_in_state *e = rq_state(rq);

	login_attempt_end(e->attempt, false);
	ask(rq, SIGN_IN_FAILED, sign_in_failure_audited, e->account, rq_network(rq), rq_id(rq));
}

static void
sign_in_failure_audited(struct request *rq, const struct answer *a)
{
	struct sign_in_state *e = rq_state(rq);

	(void)a;
	e->done(rq, NULL, NULL);
}
