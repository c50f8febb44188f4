/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: any UTF-8 renders to the contract's HTML alone, within the limit. The
 * visible text maps back into the body, and has every letter that was typed.
 */
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>

#include "../unit/html_allowed.h"
#include "../unit/letters_kept.h"
#include "text/markdown.h"
#include "text/utf8.h"

#define HTML_MAX 65536

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
	if (markdown_html(&b, body, n, HTML_MAX) == MARKDOWN_OK && b.len > 0)
		check(b.len <= HTML_MAX && utf8_valid(b.data, b.len) && html_allowed(b.data, b.len));
	b.len = 0;
	markdown_excerpt(&b, body, n, 40);
	check(b.len == 0 || (utf8_valid(b.data, b.len) && utf8_count(b.data, b.len) <= 41));
	buf_end(&b);
}

static void
read_back(const char *body, size_t n)
{
	size_t i, from, to, at = 0;
	struct plain_text s;

	plain_text_read(&s, body, n);
	for (i = 0; i < s.npieces; i++) {
		check(s.pieces[i].at == at && s.pieces[i].from <= s.pieces[i].to && s.pieces[i].to <= n);
		at += s.pieces[i].n;
	}
	check(at == s.text.len && utf8_valid(s.text.data, s.text.len));
	check(letters_kept(&s, body, n));
	for (i = 0; i + 3 < s.text.len; i += 3) {
		plain_text_span(&s, i, i + 3, &from, &to);
		check(from <= to && to <= n);
	}
	plain_text_end(&s);
}

/* A body that ends, with its NUL, where readable memory ends: md4c is not instrumented, but the page behind is. */
#define BODY_MAX 8192

static char *
fenced(const uint8_t *data, size_t size)
{
	static char *fence;

	if (fence == NULL) {
		fence = mmap(NULL, BODY_MAX * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		check(fence != MAP_FAILED && mprotect(fence + BODY_MAX, BODY_MAX, PROT_NONE) == 0);
	}
	if (size > 0)
		memcpy(fence + BODY_MAX - size - 1, data, size);
	return (fence + BODY_MAX - size - 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy;

	if (size >= BODY_MAX || memchr(data, 0, size) != NULL || !utf8_valid((const char *)data, size))
		return (0);
	copy = fenced(data, size);
	rendered(copy, size);
	read_back(copy, size);
	return (0);
}
