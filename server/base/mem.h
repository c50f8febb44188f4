/*
 * Memory that is there or the process is not. A failed allocation logs one
 * line and aborts: the supervisor starts the worker again, and no code path
 * has to be written, and tested, for half an answer. What a client can make
 * us allocate is bounded by the settings, so this is a machine out of memory.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/banned.h"

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Zeroed memory; the caller frees it with free(). Never NULL, also for 0. */
void *mem_zero(size_t count, size_t size) MUST_USE;

/* realloc() that never fails. */
void *mem_grow(void *p, size_t size) MUST_USE;

/* A copy of n octets with a NUL behind it; the caller frees it. */
char *mem_copy(const char *s, size_t n) MUST_USE;

/*
 * For libraries, which can be told that there is no memory and whose callers would take that for a wrong input: a
 * failed allocation is counted, a reserve is let go, and it is tried once more. Whoever answers compares the count from
 * before and after, and answers 503 where it has moved; then mem_reserve() makes the reserve again.
 */
void *mem_try(size_t size) MUST_USE;
void *mem_try_grow(void *p, size_t size) MUST_USE;
void mem_reserve(void);
/* A library said that it had no memory, without us being asked for any. */
void mem_failed(void);
unsigned long mem_failures(void);

/* Called before abort() when memory is gone (log.c sets it). */
extern void (*mem_exhausted)(size_t wanted);

#endif
