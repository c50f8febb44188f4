/*
 * How often: token buckets per class (kept as GCRA's one number, ITU-T I.371) and
 * growing waits after failed sign-ins. Both stand in one block of shared memory,
 * so they hold across workers and outlive one. Keys are keyed digests; the tables
 * have a fixed size, and when one is full what would be forgotten soonest goes.
 * Everything here lets pass when limits.rates is off.
 */
#ifndef GUARD_RATE_H
#define GUARD_RATE_H

#include <stdint.h>

#include "request/request.h"

/* Makes the shared block; the supervisor, once, before it forks. */
void rate_start(void);
/* The installation's key of this run, in the block too: for struct house. */
const struct secret_key *rate_key(void);

/*
 * Writes and votes have two limits. Before any question one is taken from the network's bucket; routes that need
 * no session have only that one. Then one is taken from the account's, however many sessions it has. A token says
 * nothing about its account, so the shared block keeps the owners of sessions: learned as one begins, else asked for
 * (guard.c), forgotten after a minute or two, and when a question answers that there is no such session.
 * False after answering 429.
 */
bool rate_admit(struct request *, const struct route *) MUST_USE;	  /* by network */
bool rate_admit_account(struct request *, const struct route *) MUST_USE; /* the owner is known */
bool rate_sign_up(struct request *) MUST_USE;

/* Is the owner of the request's token to be asked for? */
bool rate_owner_unknown(struct request *, const struct route *);
/* digest: of a token, "\\x" and hex digits as rq_viewer() begins. */
void rate_owner_set(const char *digest, const char *account);
void rate_owner_forget(struct request *);

/*
 * An attempt to prove a password for login (folded, known or not) from this
 * request's network: false after answering 429. Failures make that login wait from that network, and every
 * login from it after ten times as many; from other networks the login waits only after very many, and
 * shortly (limits.login_tries, limits.login_wait_max). Every attempt admitted is settled
 * by the request's end: as it is told, else (503 and the like) as neither.
 */
struct login_attempt;
bool login_attempt_begin(struct request *, const char *login, struct login_attempt **) MUST_USE;
void login_attempt_end(struct login_attempt *, bool good); /* NULL: limits are off */

/* ---- the arithmetic, without a request; times in milliseconds of one clock */
/* 0, or how long to wait. */
long bucket_take(uint64_t tag, long max, long period_ms, int64_t now_ms);
/* The tag of a session's account, good for one to two minutes; 0: unknown. */
uint64_t owner_of(uint64_t session, int64_t now_ms);
void owner_set(uint64_t session, uint64_t account, int64_t now_ms);
long wait_begin(uint64_t tag, long free_tries, long parallel, long wait_max_ms, int64_t now_ms);
enum attempt_result {
	ATTEMPT_BAD,
	ATTEMPT_GOOD,	 /* its failures are forgotten */
	ATTEMPT_NEITHER, /* as if it had not been */
};
void wait_end(uint64_t tag, enum attempt_result, long free_tries, long wait_max_ms, int64_t now_ms);

#endif
