/* SPDX-License-Identifier: Apache-2.0 */
/* Percent encoding (RFC 3986 2.1). */
#ifndef TEXT_PERCENT_H
#define TEXT_PERCENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* The byte that "%xx" at p stands for; -1 if p is anything else. */
int percent_byte(const char *p, size_t n);

/* A byte as "%XX". */
void percent_put(struct buf *, unsigned char c);

/* RFC 3986 2.3: letters, digits and -._~ mean the same encoded or not. */
bool percent_unreserved(unsigned char c);

/* Appends text with all bytes encoded but the unreserved ones: one segment of a path or one value of a query. */
void percent_encode(struct buf *, const char *p, size_t n);

/* Decodes into the arena, with a NUL behind; plus: '+' is a space. NULL for a '%' without two hex digits. */
char *percent_decode_bytes(struct arena *, const char *p, size_t n, bool plus, size_t *len);

/* A path segment. NULL for a '%' without two hex digits, for wrong UTF-8, and for U+0000. */
char *percent_decode(struct arena *, const char *p, size_t n);

#endif
