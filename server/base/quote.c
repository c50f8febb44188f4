#include "base/quote.h"

#include <stdbool.h>
#include <string.h>

static void
put_escaped(struct buf *b, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	char hex[6] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };
	char two[2] = { '\\', 0 };

	switch (c) {
	case '"':
	case '\\':
		two[1] = (char)c;
		break;
	case '\n':
		two[1] = 'n';
		break;
	case '\r':
		two[1] = 'r';
		break;
	case '\t':
		two[1] = 't';
		break;
	default:
		buf_add(b, hex, sizeof(hex));
		return;
	}
	buf_add(b, two, sizeof(two));
}

static bool
is_plain(unsigned char c)
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

		if (is_plain(c))
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
		if (!is_plain((unsigned char)s[i]))
			size += strchr("\"\\\n\r\t", s[i]) != NULL && s[i] != '\0' ? 1 : 5;
	return (size);
}

/*
 * How many bytes the character at p has; 0 if there is none. The second byte's range excludes overlong
 * forms, surrogates and everything above U+10FFFF (RFC 3629 4).
 */
static size_t
character(const unsigned char *p)
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

void
quote_any(struct buf *b, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n;

	if (s == NULL) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '"');
	for (; *p != '\0'; p += n) {
		n = character(p);
		if (n == 0)
			buf_puts(b, "\\ufffd");
		else if (n > 1 || is_plain(*p))
			buf_add(b, p, n);
		else
			put_escaped(b, *p);
		n += n == 0;
	}
	buf_putc(b, '"');
}
