/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rate limits, in one block of memory that all processes share, so they hold across workers and survive a worker:
 * - token buckets for each class of request, stored as GCRA's one number (ITU-T I.371);
 * - growing waits after failed sign-ins.
 * Keys are keyed digests. The tables have a fixed size; a full set evicts the entry that would expire first. With
 * limits.rates off, every function lets the request pass.
 */
#ifndef GUARD_RATE_H
#define GUARD_RATE_H

#include <stdint.h>

#include "request/request.h"

/* Maps the shared block; the supervisor calls it once, before it forks. Aborts without memory. */
void rate_start(void);
/* The key of this run, in the shared block: for struct services. */
const struct secret_key *rate_key(void);

/*
 * Writes and votes have two limits. Before any query a token is taken from the network's bucket; routes without a
 * session have only that one. Then a token is taken from the account's bucket, for all its sessions together.
 *
 * A session token does not name its account, so the shared block remembers the owners of sessions: set when a session
 * opens, else by a query (guard.c); removed after one to two minutes, or when a query finds no such session.
 * False after answering 429.
 */
bool rate_admit(struct request *, const struct route *) MUST_USE;	  /* by network */
bool rate_admit_account(struct request *, const struct route *) MUST_USE; /* the owner must be known */
bool rate_sign_up(struct request *) MUST_USE;
/* A mail with a link: for an address that was typed (false: over the limit, nothing is answered), or for the request's account. */
bool rate_mail_address(const char *address) MUST_USE;
bool rate_mail(struct request *) MUST_USE;
bool rate_reset(struct request *) MUST_USE; /* by network */

/* Must the owner of the request's session be looked up first? */
bool rate_owner_unknown(struct request *, const struct route *);
/* digest: of a token, "\\x" and hex digits, as rq_viewer() starts. */
void rate_owner_set(const char *digest, const char *account);
void rate_owner_forget(struct request *);

/*
 * An attempt to sign in with a password; login is folded and may be unknown. These functions return false after answering 429.
 *
 * login_attempt_begin()  Before any query. A failure makes the login wait from this network, and ten times as many failures
 *                        every login from this network. With the cookie of a device (its digest; NULL: none) only failures
 *                        with that cookie count yet, so others in the owner's network cannot keep the owner out.
 * login_attempt_place()  After the query that says whether the account signed in here before (core.sign_in_place()). A cookie
 *                        that the account does not know is like none. A known one has no other limit than its own.
 * login_attempt_wait()   Ms that the login waits after very many failures from all networks (limits.login_tries,
 *                        limits.login_wait_max), 0: none. The password is verified all the same. A right one from a known
 *                        network is accepted. Every other attempt is answered 429, so nobody learns who signs in from where.
 * login_attempt_end()    If the request ends without it, for example with 503, the attempt counts as neither good nor bad.
 */
enum sign_in_place { PLACE_UNKNOWN, PLACE_NETWORK, PLACE_DEVICE };

struct login_attempt;
bool login_attempt_begin(struct request *, const char *login, const char *device, struct login_attempt **) MUST_USE;
bool login_attempt_place(struct request *, struct login_attempt *, enum sign_in_place) MUST_USE;
long login_attempt_wait(const struct login_attempt *);
void login_attempt_end(struct login_attempt *, bool good); /* NULL is allowed: limits are off */
/*
 * The password of an account that has a session. Strangers cannot make it wait. A wrong one counts as a failed sign-in:
 * password_attempt_failed() asks SIGN_IN_FAILED, and the tenth ends the session. account NULL: unknown.
 */
bool password_attempt_begin(struct request *, const char *account, struct login_attempt **) MUST_USE;
void password_attempt_failed(struct request *, const char *account, then_fn *);

/* ---- arithmetic without a request; times are ms of one monotonic clock */
/* Takes one token. Returns 0, or ms to wait. */
long bucket_take(uint64_t tag, long max, long period_ms, int64_t now_ms);
/* The tag of a session's account, remembered for one to two minutes; 0: unknown. */
uint64_t owner_of(uint64_t session, int64_t now_ms);
void owner_set(uint64_t session, uint64_t account, int64_t now_ms);
long wait_begin(uint64_t tag, long free_tries, long parallel, long wait_max_ms, int64_t now_ms);
enum attempt_result {
	ATTEMPT_BAD,
	ATTEMPT_GOOD,	 /* clears the failures */
	ATTEMPT_NEITHER, /* counts as if it had never begun */
};
void wait_end(uint64_t tag, enum attempt_result, long free_tries, long wait_max_ms, int64_t now_ms);

#endif
