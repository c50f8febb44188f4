/*
 * An arena: memory that lives as long as one request and goes in one step.
 * Nobody frees what came from an arena. Blocks go back to a small per-process
 * list, so that a busy worker allocates nothing (the list is bounded). Under
 * AddressSanitizer freed blocks are poisoned: a pointer kept past its request
 * is an error, not luck.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/mem.h"

struct arena;

/* A new, empty arena; itself stands in its first block. Never NULL. */
struct arena *arena_new(void) MUST_USE;

/* Ends the arena and everything that came from it. */
void arena_end(struct arena *);

/* n zeroed octets, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *, size_t n) MUST_USE;

/* n octets of s, with a NUL behind them. */
char *arena_copy(struct arena *, const char *s, size_t n) MUST_USE;

/* A NUL-terminated string; s may be NULL, then NULL comes back. */
char *arena_string(struct arena *, const char *s) MUST_USE;

#endif
