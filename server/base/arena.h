/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An arena: memory that lives as long as one request and is freed in one step. Nothing is freed singly. Each process
 * keeps up to 2 MiB of blocks for the next arenas, so a busy worker calls malloc() rarely. Under AddressSanitizer freed
 * blocks are poisoned, so use after the end of a request is an error.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/mem.h"

struct arena;

/* A new arena, stored in its own first block. Never NULL. */
struct arena *arena_new(void) MUST_USE;

/* Frees the arena and all memory from it. */
void arena_end(struct arena *);

/* n zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *, size_t n) MUST_USE;

/* A copy of n bytes of s, with a NUL after them. */
char *arena_copy(struct arena *, const char *s, size_t n) MUST_USE;

/* A copy of a NUL-terminated string; NULL for NULL. */
char *arena_string(struct arena *, const char *s) MUST_USE;

#endif
