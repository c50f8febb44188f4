/*
 * base64url without padding (RFC 4648 5). One text per value: unused bits must
 * be zero, nothing else is skipped.
 */
#ifndef TEXT_BASE64URL_H
#define TEXT_BASE64URL_H

#include <stdbool.h>

#include "base/buf.h"

void base64url_put(struct buf *, const void *p, size_t n);

/* Exactly `want` octets from n characters; false for anything else. */
bool base64url_read(const char *text, size_t n, void *out, size_t want) MUST_USE;

#endif
