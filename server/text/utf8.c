/* SPDX-License-Identifier: Apache-2.0 */
#include "text/utf8.h"

#include "base/buf.h"

size_t
utf8_next(const char *text, size_t n, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)text;
	uint32_t c, min;
	size_t need, i;

	if (n == 0)
		return (0);
	if (p[0] < 0x80) {
		*out = p[0];
		return (1);
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		need = 2, c = p[0] & 0x1fu, min = 0x80;
	} else if ((p[0] & 0xf0) == 0xe0) {
		need = 3, c = p[0] & 0x0fu, min = 0x800;
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		need = 4, c = p[0] & 0x07u, min = 0x10000;
	} else
		return (0);
	if (n < need)
		return (0);
	for (i = 1; i < need; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return (0);
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < min || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return (0);
	*out = c;
	return (need);
}

bool
utf8_valid(const char *p, size_t n)
{
	uint32_t c;
	size_t i = 0, step;

	while (i < n) {
		if ((unsigned char)p[i] < 0x80) {
			i++;
			continue;
		}
		step = utf8_next(p + i, n - i, &c);
		if (step == 0)
			return (false);
		i += step;
	}
	return (true);
}

size_t
utf8_put(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return (1);
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return (2);
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return (3);
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return (4);
}

size_t
utf8_count(const char *p, size_t n)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += ((unsigned char)p[i] & 0xc0) != 0x80;
	return (count);
}

size_t
utf8_cut(const char *p, size_t n, size_t max)
{
	if (n <= max)
		return (n);
	while (max > 0 && ((unsigned char)p[max] & 0xc0) == 0x80)
		max--;
	return (max);
}

bool
utf8_line(const char *p, size_t n)
{
	uint32_t c;
	size_t i, step;

	for (i = 0; i < n; i += step) {
		step = utf8_next(p + i, n - i, &c);
		if (step == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0))
			return (false);
		/* LS, PS, LRE RLE PDF LRO RLO, LRI RLI FSI PDI */
		if ((c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
			return (false);
	}
	return (true);
}

void
utf8_lines(struct buf *out, const char *p, size_t n)
{
	size_t i, from = 0;

	for (i = 0; i < n; i++) {
		if (p[i] != '\r')
			continue;
		buf_add(out, p + from, i - from);
		if (i + 1 == n || p[i + 1] != '\n')
			buf_putc(out, '\n');
		from = i + 1;
	}
	buf_add(out, p + from, n - from);
}
