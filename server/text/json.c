/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json.h"

#include "base/quote.h"

/* The last byte written; '{' in an empty buffer. */
static char
last_char(const struct buf *b)
{
	return (b->len > 0 ? b->data[b->len - 1] : '{');
}

void
json_put_key(struct buf *b, const char *key)
{
	if (last_char(b) != '{')
		buf_putc(b, ',');
	buf_putc(b, '"');
	buf_puts(b, key);
	buf_add(b, "\":", 2);
}

void
json_put_next(struct buf *b)
{
	if (last_char(b) != '[')
		buf_putc(b, ',');
}

void
json_put_string(struct buf *b, const char *s, size_t n)
{
	quote_utf8(b, s, n);
}

void
json_put_text(struct buf *b, const char *s)
{
	quote_any(b, s);
}

void
json_put_long(struct buf *b, long n)
{
	buf_long(b, n);
}

void
json_put_bool(struct buf *b, bool yes)
{
	buf_puts(b, yes ? "true" : "false");
}

static void
json_put_null(struct buf *b)
{
	buf_add(b, "null", 4);
}

void
json_pair_text(struct buf *b, const char *key, const char *s)
{
	json_put_key(b, key);
	json_put_text(b, s);
}

void
json_pair_long(struct buf *b, const char *key, long n)
{
	json_put_key(b, key);
	json_put_long(b, n);
}

void
json_pair_bool(struct buf *b, const char *key, bool yes)
{
	json_put_key(b, key);
	json_put_bool(b, yes);
}

void
json_pair_raw(struct buf *b, const char *key, const char *json)
{
	json_put_key(b, key);
	if (json != NULL)
		buf_puts(b, json);
	else
		json_put_null(b);
}

/*
 * jansson's own limit is 2048 levels; this is the contract's. Brackets in strings do not count. A text that is not JSON may
 * pass here, as jansson refuses it.
 */
static bool
json_too_deep(const char *p, size_t n, unsigned depth)
{
	unsigned open = 0;
	bool quoted = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (quoted) {
			if (p[i] == '\\')
				i++;
			else if (p[i] == '"')
				quoted = false;
		} else if (p[i] == '"')
			quoted = true;
		else if (p[i] == '[' || p[i] == '{') {
			if (++open > depth)
				return (true);
		} else if ((p[i] == ']' || p[i] == '}') && open > 0)
			open--;
	}
	return (false);
}

/* Is a text with U+0000 valid JSON otherwise? jansson has two error codes for it. */
static enum json_result
json_only_nul(const char *p, size_t n, size_t flags)
{
	json_error_t e;
	json_t *v = json_loadb(p, n, flags | JSON_ALLOW_NUL, &e);

	if (v == NULL)
		return (json_error_code(&e) == json_error_null_byte_in_key ? JSON_READ_NUL : JSON_READ_BAD);
	json_decref(v);
	return (JSON_READ_NUL);
}

json_t *
json_read(const char *p, size_t n, unsigned depth, enum json_result *result)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	enum json_result r = JSON_READ_BAD;
	json_error_t e;
	json_t *v = NULL;

	/* for jansson a NUL byte behind the value would end the text */
	if (n > 0 && memchr(p, '\0', n) == NULL && !json_too_deep(p, n, depth)) {
		v = json_loadb(p, n, flags, &e);
		if (v != NULL)
			r = JSON_READ_OK;
		else if (json_error_code(&e) == json_error_null_character || json_error_code(&e) == json_error_null_byte_in_key)
			r = json_only_nul(p, n, flags);
	}
	if (result != NULL)
		*result = r;
	return (v);
}
