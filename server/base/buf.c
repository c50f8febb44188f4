/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>

void
buf_init(struct buf *b, struct arena *arena)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena;
}

void
buf_end(struct buf *b)
{
	if (b->arena == NULL)
		free(b->data);
	buf_init(b, b->arena);
}

void
buf_reserve(struct buf *b, size_t more)
{
	size_t capacity = b->capacity != 0 ? b->capacity : 256;
	char *data;

	if (b->data != NULL && b->capacity - b->len > more)
		return;
	while (capacity - b->len <= more)
		capacity *= 2;
	if (b->arena != NULL) {
		data = arena_alloc(b->arena, capacity);
		if (b->len > 0)
			memcpy(data, b->data, b->len);
	} else
		data = mem_grow(b->data, capacity);
	data[b->len] = '\0';
	b->data = data;
	b->capacity = capacity;
}

void
buf_long(struct buf *b, long n)
{
	char digits[24], *p = digits + sizeof(digits);
	unsigned long u = n < 0 ? 0UL - (unsigned long)n : (unsigned long)n;

	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u != 0);
	if (n < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n > 0) {
		buf_reserve(b, (size_t)n + 1);
		(void)vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_drop(struct buf *b, size_t n)
{
	if (n == 0)
		return;
	memmove(b->data, b->data + n, b->len - n);
	b->len -= n;
	b->data[b->len] = '\0';
}

void
buf_fit(struct buf *b)
{
	if (b->data == NULL || b->arena != NULL)
		return;
	b->capacity = b->len + 1;
	b->data = mem_grow(b->data, b->capacity);
}
