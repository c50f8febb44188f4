/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tests of server/db share a schema api_1 of stand-ins that follow
 * their text parameter, a loop, and queries whose answers are stored.
 * The PostgreSQL is the test's own (PGHOST …, see tests/unit/CMakeLists.txt).
 */
#ifndef DB_WORLD_H
#define DB_WORLD_H

#include <event2/event.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "db/owner.h"
#include "db/pool.h"

struct got {
	bool done;
	enum ask_status status;
	char outcome[32];
	long version;
	char body[160];
};

extern struct event_base *world;
extern struct owner *owner; /* superuser, beside the pool */
extern struct pool *pool;
extern int64_t clock_ahead; /* ms added to this process's wall clock */
extern int64_t keep_takes;  /* us an answer keeps the loop busy */
extern unsigned long kept;  /* answers so far */

/* Skips the program (ctest's 77) with a reason where there is no PostgreSQL for it. */
void world_needs(void);
/* Per test: default settings, fresh stand-ins, empty tables; no pool yet. */
int world_up(void **state);
int world_down(void **state);

/* A setting for the rest of the test: "DATABASE_ASK_TIMEOUT", "300". */
void set(const char *name, const char *value);
/* pool = pool_new(), turned until it is ready. */
void pool_up(void);
bool pool_is_ready(void);
/* Ready, and the links that tell and listen, without which it is ready too, are up. */
bool all_links_up(void);
void ask_of(struct pool *, struct got *, enum statement, const char *const *params);
/* At least as many as any statement has; those that a test does not name are null. */
#define PARAMS_MAX 32
#define ASK(got, st, ...)                                                \
	do {                                                             \
		const char *const params_[PARAMS_MAX] = { __VA_ARGS__ }; \
		assert_in_range(statement_params(st), 0, PARAMS_MAX);    \
		ask_of(pool, (got), (st), params_);                      \
	} while (0)
/* A comment on the n-th article; what: "", "raise", "sleep 0.2", "deferred", "40P01 2" … */
void post(struct pool *, struct got *, int article, const char *what);
/* A read that follows its text parameter. */
void find(struct got *, const char *what, const char *with);

/* Turns the loop until all are answered; fails the test after 20 s. */
void wait_all(const struct got *, size_t n);
void wait_until(bool (*)(void));
void turn_once(void);

/* One number, asked by the owner. */
long count(const char *sql);
void run_sql(const char *sql);

#endif
