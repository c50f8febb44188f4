/* SPDX-License-Identifier: Apache-2.0 */
#include "text/base64url.h"

void
base64url_put(struct buf *b, const void *data, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const unsigned char *p = data;
	unsigned long bits = 0;
	unsigned have = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		bits = bits << 8 | p[i];
		for (have += 8; have >= 6; have -= 6)
			buf_putc(b, alphabet[bits >> (have - 6) & 63]);
		bits &= 63;
	}
	if (have > 0)
		buf_putc(b, alphabet[bits << (6 - have) & 63]);
}

static int
base64url_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (c - 'A');
	if (c >= 'a' && c <= 'z')
		return (c - 'a' + 26);
	if (c >= '0' && c <= '9')
		return (c - '0' + 52);
	if (c == '-')
		return (62);
	return (c == '_' ? 63 : -1);
}

bool
base64url_read(const char *text, size_t n, void *out, size_t want)
{
	unsigned char *p = out;
	unsigned long bits = 0;
	unsigned have = 0;
	size_t i, put = 0;

	if (n != (want * 8 + 5) / 6)
		return (false);
	for (i = 0; i < n; i++) {
		int v = base64url_digit(text[i]);

		if (v < 0)
			return (false);
		bits = bits << 6 | (unsigned)v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		p[put++] = (unsigned char)(bits >> have);
		bits &= (1ul << have) - 1;
	}
	return (bits == 0);
}
