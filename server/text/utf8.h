/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

bool utf8_valid(const char *p, size_t n) MUST_USE;

/* Reads the next character; returns its length, 1 to 4 bytes. 0 at the end, or for bytes that are not UTF-8. */
size_t utf8_next(const char *p, size_t n, uint32_t *c);

/* Writes a character (a Unicode scalar value); returns its length in bytes. */
size_t utf8_put(char out[4], uint32_t c);

/* The number of code points in valid UTF-8. */
size_t utf8_count(const char *p, size_t n);

/* The length of the longest prefix of at most max bytes that does not cut a character. */
size_t utf8_cut(const char *p, size_t n, size_t max);

/* Appends text with every line end (CR LF, CR) as LF. */
struct buf;
void utf8_lines(struct buf *, const char *p, size_t n);

/*
 * One line of plain text, for titles, keys, notes: valid UTF-8 without control
 * characters (C0, C1, DEL), line or paragraph separators, and without the marks
 * that turn the direction of what follows (bidi embeddings, overrides, isolates).
 */
bool utf8_line(const char *p, size_t n) MUST_USE;

#endif
