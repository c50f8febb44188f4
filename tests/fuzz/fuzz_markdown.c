/*
 * Goal: any UTF-8 renders to the contract's HTML alone, within the limit, and what
 * is seen of it maps back into the body.
 */
#include <stdbool.h>
#include <stdint.h>

#include "../unit/html_allowed.h"
#include "text/markdown.h"
#include "text/utf8.h"

#define HTML_MOST 65536

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
rendered(const char *body, size_t n)
{
	struct buf b;

	buf_init(&b, NULL);
	if (markdown_html(&b, body, n, HTML_MOST) == MARKDOWN_OK && b.len > 0)
		check(b.len <= HTML_MOST && utf8_valid(b.data, b.len) && html_allowed(b.data, b.len));
	b.len = 0;
	markdown_excerpt(&b, body, n, 40);
	check(b.len == 0 || (utf8_valid(b.data, b.len) && utf8_count(b.data, b.len) <= 41));
	buf_end(&b);
}

static void
read_back(const char *body, size_t n)
{
	size_t i, from, to, at = 0;
	struct seen s;

	seen_read(&s, body, n);
	for (i = 0; i < s.npieces; i++) {
		check(s.pieces[i].at == at && s.pieces[i].from <= s.pieces[i].to && s.pieces[i].to <= n);
		at += s.pieces[i].n;
	}
	check(at == s.text.len && utf8_valid(s.text.data, s.text.len));
	for (i = 0; i + 3 < s.text.len; i += 3) {
		seen_span(&s, i, i + 3, &from, &to);
		check(from <= to && to <= n);
	}
	seen_end(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy;

	if (size > 8192 || memchr(data, 0, size) != NULL || !utf8_valid((const char *)data, size))
		return (0);
	copy = mem_zero(size, 1);
	if (size > 0)
		memcpy(copy, data, size);
	rendered(copy, size);
	read_back(copy, size);
	free(copy);
	return (0);
}
