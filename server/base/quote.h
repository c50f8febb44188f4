/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON strings (RFC 8259 7), with their quotes. All strings that this program writes as JSON, in the log and in answers, go
 * through here. text/json.h writes whole values.
 */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include "base/buf.h"

/*
 * Appends s as a string. Accepts any bytes: control characters and DEL are escaped, and each byte that is not UTF-8
 * (RFC 3629) becomes U+FFFD. NULL becomes null.
 */
void quote_any(struct buf *, const char *s);
/* The same for n bytes that must be UTF-8; faster, for texts of the database. */
void quote_utf8(struct buf *, const char *s, size_t n);
/*
 * Writes one character of *s, which must not be at its end, to piece and moves *s after it. Returns the number of
 * bytes written. Allocates nothing.
 */
#define QUOTE_PIECE 6
size_t quote_next(const char **s, char piece[QUOTE_PIECE]);
/* The number of bytes that quote_utf8() would append. */
size_t quote_size(const char *s, size_t n);

#endif
