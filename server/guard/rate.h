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

#include "request.h"

/* Makes the shared block; the supervisor, once, before it forks. */
void rates_start(void);
/* The installation's key of this run, in the block too: for struct house. */
const struct secret_key *rates_key(void);

/* Takes one from the class's bucket of this session (without one: this network). False after answering 429. */
bool rate_admit(struct request *, enum rate) MUST_USE;

/*
 * An attempt to prove a password for login (folded, known or not) from this
 * request's network: false after answering 429. Every attempt admitted is settled
 * by the request's end: as it is told, else (503 and the like) as neither.
 */
struct attempts;
bool attempt_begin(struct request *, const char *login, struct attempts **) MUST_USE;
void attempt_settle(struct attempts *, bool good); /* NULL: limits are off */

/* ---- the arithmetic, without a request; times in milliseconds of one clock */
/* 0, or how long to wait. */
long bucket_take(uint64_t tag, long most, long period_ms, int64_t now_ms);
long wait_begin(uint64_t tag, long free_tries, long parallel, long wait_max_ms, int64_t now_ms);
enum attempt {
	ATTEMPT_BAD,
	ATTEMPT_GOOD,	 /* its failures are forgotten */
	ATTEMPT_NEITHER, /* as if it had not been */
};
void wait_end(uint64_t tag, enum attempt, long free_tries, long wait_max_ms, int64_t now_ms);

#endif
