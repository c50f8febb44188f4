/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-in: find the account, verify the password, open a session. An unknown login goes through the same steps, with a
 * dummy in place of the hash. So neither the time nor the log shows whether an account exists. An attempt that is
 * refused for other reasons than its password (sign_in_may_open()) goes through them too.
 */
#include <string.h>

#include "base/log.h"
#include "guard/cookie.h"
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
static void sign_in_reply_refused(struct request *);
static then_fn sign_in_failure_recorded;

struct sign_in_state {
	char *password;	   /* wiped by ask_verify() */
	char *again;	   /* a copy, as a rehash needs it after that */
	const char *login; /* folded */
	const char *account;
	const char *hash; /* NULL: no such account */
	char *device;	  /* digest of the device's cookie; NULL: none */
	enum sign_in_place place;
	bool refused; /* too many failures in a row, and an unknown place */
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
	e->device = rq_alloc(rq, DIGEST_TEXT);
	if (!cookie_device(rq, e->device))
		e->device = NULL;
	if (!reply_if_hashing_full(rq) && login_attempt_begin(rq, folded.data, e->device, &e->attempt))
		ask(rq, ACCOUNT_SECRET, sign_in_secret_answered, folded.data, e->device, rq_network(rq));
}

static enum sign_in_place
sign_in_place_of(const char *word)
{
	if (strcmp(word, "device") == 0)
		return (PLACE_DEVICE);
	return (strcmp(word, "network") == 0 ? PLACE_NETWORK : PLACE_UNKNOWN);
}

static void
sign_in_secret_answered(struct request *rq, const struct answer *a)
{
	struct sign_in_state *e = rq_state(rq);

	if (answer_is(a, "ok")) {
		e->account = arena_string(rq_arena(rq), answer_text(a, 0, 1));
		e->hash = arena_string(rq_arena(rq), answer_text(a, 0, 2));
		e->place = sign_in_place_of(answer_text(a, 0, 3));
		e->refused = answer_bool(a, 0, 4);
	}
	if (login_attempt_place(rq, e->attempt, e->place))
		ask_verify(rq, e->login, e->password, e->hash, sign_in_verified);
}

/* May a right password open a session? */
static bool
sign_in_may_open(const struct sign_in_state *e)
{
	return (e->account != NULL && !e->refused && (login_attempt_wait(e->attempt) == 0 || e->place == PLACE_NETWORK));
}

static void
sign_in_verified(struct request *rq, bool good, bool rehash, const char *text)
{
	struct sign_in_state *e = rq_state(rq);

	(void)text;
	if (!good || !sign_in_may_open(e))
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
	    e->grant.network, e->grant.agent, e->grant.staff_life, e->grant.device, e->grant.factor_required);
}

static void
sign_in_opened(struct request *rq, const struct answer *a)
{
	struct sign_in_state *e = rq_state(rq);

	if (answer_is(a, "bad_credentials")) { /* the query has counted the failure */
		login_attempt_end(e->attempt, false);
		sign_in_reply_refused(rq);
		return;
	}
	login_attempt_end(e->attempt, true);
	if (answer_is(a, "ok"))
		rate_owner_set(e->grant.digest, e->account);
	e->done(rq, &e->grant, a);
}

/* While the login waits, a wrong password from an unknown place is answered as a right one, so it was no guess. */
static bool
sign_in_is_guess(const struct sign_in_state *e)
{
	return (login_attempt_wait(e->attempt) == 0 || e->place == PLACE_NETWORK);
}

static void
sign_in_refuse(struct request *rq)
{
	struct sign_in_state *e = rq_state(rq);

	login_attempt_end(e->attempt, false);
	password_attempt_failed(rq, sign_in_is_guess(e) ? e->account : NULL, sign_in_failure_recorded);
}

static void
sign_in_failure_recorded(struct request *rq, const struct answer *a)
{
	const struct sign_in_state *e = rq_state(rq);

	if (answer_is(a, "limited"))
		log_info("password sign-in limited", log_text("account", e->account));
	sign_in_reply_refused(rq);
}

static void
sign_in_reply_refused(struct request *rq)
{
	struct sign_in_state *e = rq_state(rq);
	long wait_ms = login_attempt_wait(e->attempt);

	if (wait_ms > 0)
		reply_problem_wait(rq, PROBLEM_TOO_FAST, (wait_ms + 999) / 1000);
	else
		e->done(rq, NULL, NULL);
}
