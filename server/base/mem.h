/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation that succeeds or ends the process. A failed allocation logs one line and aborts, and the supervisor starts a
 * new worker; so no code path handles half an answer. Settings limit the memory that a client can cause, so a failure
 * means that the machine has none.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/banned.h"

#define MUST_USE	  __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define LENGTH(array)	  (sizeof(array) / sizeof((array)[0]))

/* Zeroed memory, never NULL, also for 0; the caller frees it with free(). */
void *mem_zero(size_t count, size_t size) MUST_USE;

/* realloc() that never returns NULL. */
void *mem_grow(void *p, size_t size) MUST_USE;

/* A copy of n bytes with a NUL after them; the caller frees it. */
char *mem_copy(const char *s, size_t n) MUST_USE;

/*
 * For libraries, which report a failed allocation like invalid input. A failure is counted, a reserve of 1 MiB is freed,
 * and the allocation is retried once. The caller compares mem_failures() from before and after, answers 503 if it has
 * grown, and calls mem_reserve() to allocate the reserve again.
 */
void *mem_try(size_t size) MUST_USE;
void *mem_try_grow(void *p, size_t size) MUST_USE;
void mem_reserve(void);
/* Counts a failure that a library reported without calling mem_try(). */
void mem_failed(void);
unsigned long mem_failures(void);

/* Called before abort() when memory is exhausted; crash.c sets it. NULL is allowed. */
extern void (*mem_exhausted)(size_t wanted);

#endif
