/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON (RFC 8259). Writing appends to a struct buf. The last byte written shows whether a comma is due, so a writer has no
 * state:
 *
 *   buf_putc(b, '{');
 *   json_pair_text(b, "id", id);
 *   json_put_key(b, "list"); buf_putc(b, '[');
 *   json_put_next(b); json_put_long(b, 1); json_put_next(b); json_put_long(b, 2);
 *   buf_puts(b, "]}");
 *
 * Reading is jansson's parser with a limit of depth and stricter rules about U+0000.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

/* ---- writing, on base/quote.h. Keys are ours and plain ASCII. */
/* "key": with a comma before it unless it is the first after '{'. */
void json_put_key(struct buf *, const char *key);
/* The comma before an array's element unless it is the first after '['. */
void json_put_next(struct buf *);

/* A string of valid UTF-8 with its quotes. Control characters are escaped, U+2028/2029 stay as they are. */
void json_put_string(struct buf *, const char *s, size_t n);
/* The same for any NUL-terminated string: bytes that are not UTF-8 become U+FFFD, NULL becomes null. */
void json_put_text(struct buf *, const char *s);
void json_put_long(struct buf *, long n);
void json_put_bool(struct buf *, bool yes);

/* A key and its value. */
void json_pair_text(struct buf *, const char *key, const char *s);
void json_pair_long(struct buf *, const char *key, long n);
void json_pair_bool(struct buf *, const char *key, bool yes);
/* raw: the value is JSON already; NULL becomes null. */
void json_pair_raw(struct buf *, const char *key, const char *json);

/* ---- reading */
enum json_result {
	JSON_READ_OK,
	JSON_READ_BAD, /* not JSON, too deep, a name twice, a lone surrogate, wrong UTF-8, a number out of range */
	JSON_READ_NUL, /* JSON, but a string or name holds U+0000: 422 bad_character, not 400 */
};

#define JSON_DEPTH 32 /* every body of the contract is less deep */

/*
 * Reads one JSON value, with only white space around it. depth: the most arrays and objects that may be open at once. NULL
 * unless JSON_READ_OK (result may be NULL). The caller frees the value with json_decref().
 */
json_t *json_read(const char *p, size_t n, unsigned depth, enum json_result *result) MUST_USE;

#endif
