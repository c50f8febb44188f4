/*
 * A growing run of octets. With an arena it grows there and is never freed;
 * without one it grows with malloc and buf_end() frees it. There is always a
 * NUL behind the octets, so data can be read as a string.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
	char *data; /* NULL until the first octet */
	size_t len;
	size_t room;
	struct arena *arena; /* NULL: malloc */
};

/* Bytes in memory that somebody else owns. Not NUL-terminated. */
struct span {
	const char *p;
	size_t n;
};

void buf_init(struct buf *, struct arena *arena);
void buf_end(struct buf *);
void buf_reserve(struct buf *, size_t more);
void buf_add(struct buf *, const void *p, size_t n);
void buf_puts(struct buf *, const char *s);
void buf_putc(struct buf *, char c);
void buf_long(struct buf *, long n);
void buf_printf(struct buf *, const char *format, ...) PRINTF_LIKE(2, 3);
/* Forgets the first n octets (n <= len). */
void buf_drop(struct buf *, size_t n);

#endif
