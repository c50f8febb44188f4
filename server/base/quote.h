/*
 * The JSON string (RFC 8259 7), quotes included. Every string that this program writes as JSON goes through
 * here, the log's with the answers'. text/json.h writes whole values upon it.
 */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include "base/buf.h"

/*
 * Appends s as a string. Any bytes will do: control characters and DEL are escaped, and each byte that is
 * not UTF-8 (RFC 3629) becomes U+FFFD. NULL becomes null.
 */
void quote_any(struct buf *, const char *s);
/* The same for n bytes that are known to be UTF-8; faster, for the texts of the database. */
void quote_utf8(struct buf *, const char *s, size_t n);
/*
 * The same, a character at a time and without memory: writes the next one of *s, which has one, and moves *s on.
 * Returns how many bytes it wrote.
 */
#define QUOTE_PIECE 6
size_t quote_next(const char **s, char piece[QUOTE_PIECE]);
/* How many bytes quote_utf8() would append. */
size_t quote_size(const char *s, size_t n);

#endif
