/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the visible text have every letter that was typed? Mark-up is punctuation
 * and digits, so a renderer must never lose letters.
 */
#ifndef TESTS_LETTERS_KEPT_H
#define TESTS_LETTERS_KEPT_H

#include <stdbool.h>
#include <string.h>

#include "text/markdown.h"

static inline size_t
next_letter(const char *p, size_t n, size_t i)
{
	while (i < n && (p[i] & 0x80) == 0 && !((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'z'))
		i++;
	return (i);
}

/* But for addresses of links and names of languages, which are not text, every letter is shown, in its place. */
static inline bool
letters_kept(const struct plain_text *s, const char *body, size_t n)
{
	size_t i, j;

	if (memmem(body, n, "](", 2) != NULL || memmem(body, n, "```", 3) != NULL)
		return (true);
	for (i = j = 0;; i++, j++) {
		i = next_letter(body, n, i);
		j = next_letter(s->text.data, s->text.len, j);
		if (i == n || j == s->text.len)
			return (i == n && j == s->text.len);
		if (body[i] != s->text.data[j])
			return (false);
	}
}

#endif
