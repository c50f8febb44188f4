/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing byte buffer. With an arena it grows there and is never freed; without one it grows with malloc() and
 * buf_end() frees it. A NUL follows the bytes, so data can be read as a string.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <string.h>

#include "base/arena.h"

struct buf {
	char *data; /* NULL until the first byte */
	size_t len;
	size_t capacity;
	struct arena *arena; /* NULL: malloc */
};

/* Bytes that another object owns, without a NUL. */
struct span {
	const char *p;
	size_t n;
};

void buf_init(struct buf *, struct arena *arena);
void buf_end(struct buf *);
void buf_reserve(struct buf *, size_t more);
void buf_long(struct buf *, long n);
void buf_printf(struct buf *, const char *format, ...) PRINTF_LIKE(2, 3);
/* Frees unused room; does nothing in an arena. */
void buf_fit(struct buf *);
/* Removes the first n bytes (n <= len). */
void buf_drop(struct buf *, size_t n);

/* Inline, because JSON and heads consist of thousands of short pieces, mostly literals of known length. */
static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (b->capacity - b->len <= n)
		buf_reserve(b, n);
	if (n > 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

static inline void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

#endif
