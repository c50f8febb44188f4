/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A state machine with one step a byte; DATA takes as many bytes as there are. The states are in the order of the
 * grammar, so ranges of them select a function (chunked_step()).
 */
#include "http/chunked.h"

#include "http/parse.h"

#define DIGITS_MAX 16 /* including leading zeros */

enum {
	SIZE_FIRST, /* needs a hex digit */
	SIZE,
	EXT_NAME_FIRST,
	EXT_NAME,
	EXT_VALUE_FIRST,
	EXT_VALUE,
	EXT_QUOTED,
	EXT_QUOTED_PAIR,
	EXT_AFTER, /* after the closing quote */
	SIZE_LF,
	DATA,
	DATA_CR,
	DATA_LF,
	TRAILER_FIRST,
	TRAILER_NAME,
	TRAILER_VALUE,
	TRAILER_LF,
	END_LF,
};

/* The size of a chunk. Returns 0 or the status. */
static int
size_step(struct chunked *c, unsigned char o, uint64_t max)
{
	int hex = char_hex(o);

	if (hex >= 0) {
		if (++c->digits > DIGITS_MAX || c->left >> 59 != 0)
			return (400);
		c->left = c->left << 4 | (unsigned)hex;
		c->step = SIZE;
		return (0);
	}
	if (c->step == SIZE_FIRST || (o != ';' && o != '\r'))
		return (400);
	if (c->left > max || c->total > max - c->left)
		return (413);
	c->total += c->left;
	c->step = o == ';' ? EXT_NAME_FIRST : SIZE_LF;
	return (0);
}

/* After a complete extension name or value. */
static int
ext_end(struct chunked *c, unsigned char o)
{
	if (o != ';' && o != '\r')
		return (400);
	c->step = o == ';' ? EXT_NAME_FIRST : SIZE_LF;
	return (0);
}

static int
ext_step(struct chunked *c, unsigned char o)
{
	switch (c->step) {
	case EXT_NAME_FIRST:
	case EXT_VALUE_FIRST:
		if (c->step == EXT_VALUE_FIRST && o == '"')
			c->step = EXT_QUOTED;
		else if (char_is_token(o))
			c->step++;
		else
			return (400);
		return (0);
	case EXT_NAME:
		if (o == '=')
			c->step = EXT_VALUE_FIRST;
		else if (!char_is_token(o))
			return (ext_end(c, o));
		return (0);
	case EXT_VALUE:
		return (char_is_token(o) ? 0 : ext_end(c, o));
	case EXT_QUOTED:
	case EXT_QUOTED_PAIR:
		if (!char_is_text(o))
			return (400);
		if (c->step == EXT_QUOTED_PAIR)
			c->step = EXT_QUOTED;
		else if (o == '\\')
			c->step = EXT_QUOTED_PAIR;
		else if (o == '"')
			c->step = EXT_AFTER;
		return (0);
	default:
		return (ext_end(c, o));
	}
}

static int
trailer_step(struct chunked *c, unsigned char o)
{
	switch (c->step) {
	case TRAILER_FIRST:
		if (o == '\r')
			c->step = END_LF;
		else if (char_is_token(o))
			c->step = TRAILER_NAME;
		else
			return (400);
		return (0);
	case TRAILER_NAME:
		if (o == ':')
			c->step = TRAILER_VALUE;
		else if (!char_is_token(o))
			return (400);
		return (0);
	default:
		if (o == '\r')
			c->step = TRAILER_LF;
		else if (!char_is_text(o))
			return (400);
		return (0);
	}
}

/* A byte that must be CR or LF. */
static int
line_step(struct chunked *c, unsigned char o)
{
	if (o != (c->step == DATA_CR ? '\r' : '\n'))
		return (400);
	switch (c->step) {
	case SIZE_LF:
		c->step = c->left > 0 ? DATA : TRAILER_FIRST;
		break;
	case DATA_CR:
		c->step = DATA_LF;
		break;
	case DATA_LF:
		c->step = SIZE_FIRST;
		c->digits = 0;
		break;
	default:
		c->step = TRAILER_FIRST;
		break;
	}
	return (0);
}

static int
chunked_step(struct chunked *c, unsigned char o, uint64_t max)
{
	if (c->step <= SIZE)
		return (size_step(c, o, max));
	if (c->step <= EXT_AFTER || (c->step >= TRAILER_FIRST && c->step <= TRAILER_VALUE)) {
		if (++c->extra > CHUNKED_EXTRA_MAX)
			return (431);
		return (c->step <= EXT_AFTER ? ext_step(c, o) : trailer_step(c, o));
	}
	return (line_step(c, o));
}

int
chunked_feed(struct chunked *c, const char *p, size_t n, uint64_t max, size_t *used, struct span *data)
{
	size_t i = 0;
	int status;

	while (i < n) {
		if (c->step == DATA) {
			data->p = p + i;
			data->n = n - i < c->left ? n - i : (size_t)c->left;
			c->left -= data->n;
			if (c->left == 0)
				c->step = DATA_CR;
			*used = i + data->n;
			return (CHUNKED_DATA);
		}
		if (c->step == END_LF) {
			*used = i + 1;
			return (p[i] == '\n' ? CHUNKED_END : 400);
		}
		if ((status = chunked_step(c, (unsigned char)p[i], max)) != 0)
			return (status);
		i++;
	}
	*used = i;
	return (CHUNKED_MORE);
}
