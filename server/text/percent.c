/* SPDX-License-Identifier: Apache-2.0 */
#include "text/percent.h"

#include <string.h>

#include "text/utf8.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	c = (char)(c | 0x20);
	return (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1);
}

int
percent_byte(const char *p, size_t n)
{
	int high = n >= 3 && p[0] == '%' ? hex_digit(p[1]) : -1, low = high >= 0 ? hex_digit(p[2]) : -1;

	return (low >= 0 ? high << 4 | low : -1);
}

void
percent_put(struct buf *b, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";

	buf_putc(b, '%');
	buf_putc(b, digits[c >> 4]);
	buf_putc(b, digits[c & 15]);
}

bool
percent_unreserved(unsigned char c)
{
	return ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c != '\0' && strchr("-._~", c) != NULL));
}

void
percent_encode(struct buf *b, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (percent_unreserved((unsigned char)p[i]))
			buf_putc(b, p[i]);
		else
			percent_put(b, (unsigned char)p[i]);
}

char *
percent_decode_bytes(struct arena *a, const char *p, size_t n, bool plus, size_t *len)
{
	char *out = arena_alloc(a, n + 1);
	size_t i, put = 0;

	for (i = 0; i < n; i++) {
		int c = p[i] == '%' ? percent_byte(p + i, n - i) : p[i] == '+' && plus ? ' ' : (unsigned char)p[i];

		if (c < 0)
			return (NULL);
		i += p[i] == '%' ? 2 : 0;
		out[put++] = (char)c;
	}
	*len = put;
	return (out);
}

char *
percent_decode(struct arena *a, const char *p, size_t n)
{
	size_t len;
	char *out = percent_decode_bytes(a, p, n, false, &len);

	if (out == NULL || strlen(out) != len || !utf8_valid(out, len))
		return (NULL);
	return (out);
}
