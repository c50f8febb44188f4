/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. An arena is a list of blocks of 8 kB; arena_alloc() cuts from the first one. A larger piece gets a block
 * of its own size. arena_end() returns ordinary blocks to a list of the process and frees all others.
 */
#include "base/arena.h"

#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)	  ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#define BLOCK	  8192 /* bytes of an ordinary block, with its header */
#define SPARE_MAX 256  /* blocks kept for the next arenas: 2 MiB a process */
#define ALIGN	  16

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes after the header */
	size_t used;
	size_t pad; /* keeps the data aligned */
};

struct arena {
	struct arena_block *top; /* the block that the next bytes come from */
	size_t total;
};

static struct arena_block *spare;
static unsigned nspare;

_Static_assert(sizeof(struct arena_block) % ALIGN == 0, "blocks start aligned");

static char *
block_data(struct arena_block *b)
{
	return ((char *)b + sizeof(*b));
}

static struct arena_block *
block_new(size_t need)
{
	struct arena_block *b;
	size_t size = BLOCK - sizeof(*b);

	if (need <= size && spare != NULL) {
		b = spare;
		ASAN_UNPOISON_MEMORY_REGION(b, BLOCK);
		spare = b->next;
		nspare--;
	} else {
		if (need > size)
			size = need;
		b = mem_grow(NULL, sizeof(*b) + size);
		b->size = size;
	}
	b->next = NULL;
	b->used = 0;
	ASAN_POISON_MEMORY_REGION(block_data(b), b->size);
	return (b);
}

static void
block_end(struct arena_block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(block_data(b), b->size);
	if (b->size != BLOCK - sizeof(*b) || nspare == SPARE_MAX) {
		free(b);
		return;
	}
	b->next = spare;
	spare = b;
	nspare++;
	/* Not the header, because the leak checker must be able to follow the list. */
	ASAN_POISON_MEMORY_REGION(block_data(b), b->size);
}

static void *
block_take(struct arena_block *b, size_t n)
{
	char *p = block_data(b) + b->used;

	ASAN_UNPOISON_MEMORY_REGION(p, n);
	b->used += n;
	return (memset(p, 0, n));
}

static size_t
align_up(size_t n)
{
	return ((n + ALIGN - 1) & ~(size_t)(ALIGN - 1));
}

struct arena *
arena_new(void)
{
	struct arena_block *b = block_new(BLOCK - sizeof(*b));
	struct arena *a = block_take(b, align_up(sizeof(*a)));

	a->top = b;
	return (a);
}

void
arena_end(struct arena *a)
{
	struct arena_block *b = a->top, *next;

	for (; b != NULL; b = next) {
		ASAN_UNPOISON_MEMORY_REGION(b, sizeof(*b));
		next = b->next;
		block_end(b);
	}
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct arena_block *b = a->top;
	size_t need = align_up(n != 0 ? n : 1);

	a->total += need;
	if (b->size - b->used >= need)
		return (block_take(b, need));
	b = block_new(need);
	if (b->size > BLOCK) { /* an oversize block goes second, so that the rest of top stays in use */
		b->next = a->top->next;
		a->top->next = b;
	} else {
		b->next = a->top;
		a->top = b;
	}
	return (block_take(b, need));
}

char *
arena_copy(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	return (p);
}

char *
arena_string(struct arena *a, const char *s)
{
	return (s != NULL ? arena_copy(a, s, strlen(s)) : NULL);
}
