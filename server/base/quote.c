/* SPDX-License-Identifier: Apache-2.0 */
#include "base/quote.h"

#include <stdbool.h>
#include <string.h>

static size_t
quote_escape(char out[QUOTE_PIECE], unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	char hex[QUOTE_PIECE] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

	out[0] = '\\';
	switch (c) {
	case '"':
	case '\\':
		out[1] = (char)c;
		return (2);
	case '\n':
		out[1] = 'n';
		return (2);
	case '\r':
		out[1] = 'r';
		return (2);
	case '\t':
		out[1] = 't';
		return (2);
	default:
		memcpy(out, hex, sizeof(hex));
		return (sizeof(hex));
	}
}

static void
put_escaped(struct buf *b, unsigned char c)
{
	char out[QUOTE_PIECE];

	buf_add(b, out, quote_escape(out, c));
}

static bool
is_unescaped(unsigned char c)
{
	return (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f);
}

void
quote_utf8(struct buf *b, const char *s, size_t n)
{
	size_t i, from = 0;

	buf_reserve(b, n + 2);
	buf_putc(b, '"');
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (is_unescaped(c))
			continue;
		buf_add(b, s + from, i - from);
		put_escaped(b, c);
		from = i + 1;
	}
	buf_add(b, s + from, n - from);
	buf_putc(b, '"');
}

size_t
quote_size(const char *s, size_t n)
{
	size_t size = n + 2;

	for (size_t i = 0; i < n; i++)
		if (!is_unescaped((unsigned char)s[i]))
			size += strchr("\"\\\n\r\t", s[i]) != NULL && s[i] != '\0' ? 1 : 5;
	return (size);
}

/*
 * Bytes of the character at p; 0 if it is invalid. The range of the second byte excludes overlong forms,
 * surrogates and all above U+10FFFF (RFC 3629 4).
 */
static size_t
utf8_size(const unsigned char *p)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t n, i;

	if (p[0] < 0x80)
		return (1);
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return (0);
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return (0);
	for (i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return (0);
	return (n);
}

size_t
quote_next(const char **s, char piece[QUOTE_PIECE])
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t n = utf8_size(p);

	*s += n > 0 ? n : 1;
	if (n == 0) {
		memcpy(piece, "\\ufffd", QUOTE_PIECE);
		return (QUOTE_PIECE);
	}
	if (n == 1 && !is_unescaped(*p))
		return (quote_escape(piece, *p));
	memcpy(piece, p, n);
	return (n);
}

void
quote_any(struct buf *b, const char *s)
{
	char piece[QUOTE_PIECE];

	if (s == NULL) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '"');
	while (*s != '\0')
		buf_add(b, piece, quote_next(&s, piece));
	buf_putc(b, '"');
}
