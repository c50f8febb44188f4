/* SPDX-License-Identifier: Apache-2.0 */
#include "text/prepared.h"

#include "text/prepared_parts.h"
#include "text/utf8.h"

#define MARK_OWN   0xfdd0 /* the next character is the author's own */
#define MARK_INERT 0xfdd2 /* represents INERT[0] */

static const char inert[] = INERT;

/* ---- writing */
static void
prepared_map(struct prepared *p, size_t from)
{
	const struct shift *last = p->nshifts > 0 ? &p->shifts[p->nshifts - 1] : NULL;

	if (last != NULL && last->from + (p->text.len - last->at) == from)
		return;
	if (p->nshifts == p->room) {
		p->room = p->room != 0 ? p->room * 2 : 64;
		p->shifts = mem_grow(p->shifts, p->room * sizeof(*p->shifts));
	}
	p->shifts[p->nshifts++] = (struct shift) { .at = (uint32_t)p->text.len, .from = (uint32_t)from };
}

static void
prepared_put_char(struct prepared *p, size_t at, uint32_t c)
{
	char bytes[4];

	prepared_map(p, at);
	buf_add(&p->text, bytes, utf8_put(bytes, c));
}

/* The reserved code point that begins at p; 0 if none does. All of them have three bytes. */
static uint32_t
reserved_char(const char *p, size_t n)
{
	uint32_t c;

	if ((p[0] != '\xef' && p[0] != '\xe1' && p[0] != '\xe2') || utf8_next(p, n, &c) == 0)
		return (0);
	return ((c >= 0xfdd0 && c <= 0xfdef) || c == STAND_IN_PUNCT || c == STAND_IN_SPACE ? c : 0);
}

void
prepared_keep(struct prepared *p, const char *body, size_t from, size_t to)
{
	size_t i, done = from;

	for (i = from; i < to; i++) {
		if (reserved_char(body + i, to - i) == 0)
			continue;
		prepared_map(p, done);
		buf_add(&p->text, body + done, i - done);
		prepared_put_char(p, i, MARK_OWN);
		done = i;
		i += 2;
	}
	if (done == to)
		return;
	prepared_map(p, done);
	buf_add(&p->text, body + done, to - done);
}

void
prepared_inert(struct prepared *p, const char *body, size_t at)
{
	const char *c = strchr(inert, body[at]);

	prepared_put_char(p, at, MARK_INERT + (uint32_t)(c - inert));
}

void
prepared_stand_in(struct prepared *p, size_t at, enum stand_in s)
{
	prepared_put_char(p, at, s);
}

void
prepared_insert(struct prepared *p, size_t at, const char *text)
{
	prepared_map(p, at);
	buf_puts(&p->text, text);
}

void
prepared_swap(struct prepared *p, size_t at, char c)
{
	prepared_map(p, at);
	buf_putc(&p->text, c);
}

void
prepared_end(struct prepared *p)
{
	buf_end(&p->text);
	free(p->shifts);
	memset(p, 0, sizeof(*p));
}

/* ---- reading */
size_t
prepared_next(const char *p, size_t n, const char **out, size_t *len)
{
	uint32_t c = n > 0 ? reserved_char(p, n) : 0;
	size_t i;

	*out = p;
	*len = 0;
	if (c == 0) {
		for (i = 0; i < n && reserved_char(p + i, n - i) == 0; i++)
			;
		*len = i;
		return (i);
	}
	if (c == MARK_OWN && n > 3) {
		uint32_t own;

		*out = p + 3;
		*len = utf8_next(p + 3, n - 3, &own);
		return (3 + *len);
	}
	if (c >= MARK_INERT && c < MARK_INERT + sizeof(inert) - 1) {
		*out = &inert[c - MARK_INERT];
		*len = 1;
	}
	return (3);
}

void
prepared_read(struct buf *out, const char *p, size_t n)
{
	const char *what;
	size_t step, len;

	for (; (step = prepared_next(p, n, &what, &len)) > 0; p += step, n -= step)
		if (len > 0)
			buf_add(out, what, len);
}

size_t
prepared_place(const struct prepared *p, size_t at)
{
	size_t low = 0, high = p->nshifts;

	if (high == 0)
		return (0);
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->shifts[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return (p->shifts[low].from + (at - p->shifts[low].at));
}
