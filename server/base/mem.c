/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two policies. mem_zero(), mem_grow() and mem_copy() abort the process. mem_try() and mem_try_grow() are the allocators
 * of libraries: they free the reserve, retry once and count the failure.
 */
#include "base/mem.h"

void (*mem_exhausted)(size_t wanted);

static _Noreturn void
mem_abort(size_t wanted)
{
	if (mem_exhausted != NULL)
		mem_exhausted(wanted);
	abort();
}

#define RESERVE (1 << 20)

static void *reserve;
static unsigned long failures;

void
mem_reserve(void)
{
	if (reserve == NULL)
		reserve = malloc(RESERVE);
}

void
mem_failed(void)
{
	failures++;
	free(reserve);
	reserve = NULL;
}

unsigned long
mem_failures(void)
{
	return (failures);
}

void *
mem_try_grow(void *p, size_t size)
{
	void *q = realloc(p, size != 0 ? size : 1);

	if (q != NULL)
		return (q);
	mem_failed();
	return (realloc(p, size != 0 ? size : 1));
}

void *
mem_try(size_t size)
{
	return (mem_try_grow(NULL, size));
}

void *
mem_zero(size_t count, size_t size)
{
	void *p = calloc(count != 0 ? count : 1, size != 0 ? size : 1);

	if (p == NULL)
		mem_abort(count * size);
	return (p);
}

void *
mem_grow(void *p, size_t size)
{
	void *q = realloc(p, size != 0 ? size : 1);

	if (q == NULL)
		mem_abort(size);
	return (q);
}

char *
mem_copy(const char *s, size_t n)
{
	char *p = mem_zero(n + 1, 1);

	if (n > 0)
		memcpy(p, s, n);
	return (p);
}
