/* SPDX-License-Identifier: Apache-2.0 */
/* base64url without padding (RFC 4648 5). Each value has one text: unused bits are zero, and no character is skipped. */
#ifndef TEXT_BASE64URL_H
#define TEXT_BASE64URL_H

#include <stdbool.h>

#include "base/buf.h"

void base64url_put(struct buf *, const void *p, size_t n);

/* Reads exactly `want` bytes from n characters; false for any other text. */
bool base64url_read(const char *text, size_t n, void *out, size_t want) MUST_USE;

#endif
