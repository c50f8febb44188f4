/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Challenges that a passkey signs. A challenge carries its end and a keyed digest in itself, so nothing is stored until one is
 * used; the database then keeps its digest, so that it works once.
 */
#ifndef SECRET_CHALLENGE_H
#define SECRET_CHALLENGE_H

#include <stdint.h>

#include "secret/token.h"

#define CHALLENGE_SIZE 56 /* bytes: end (8), random (16), keyed digest (32) */
#define CHALLENGE_TEXT 76 /* bytes: base64url and a NUL */

/* purpose: what it is for. whose: the session's token; "" without one. expires_s: seconds since 1970. */
void challenge_new(const struct secret_key *, const char *purpose, const char *whose, int64_t expires_s,
    char out[CHALLENGE_TEXT]);

/* False: not ours, or for another purpose or session. Whether it has expired or was used is left to the database. */
bool challenge_read(const struct secret_key *, const char *purpose, const char *whose, const char *text, int64_t *expires_s,
    char digest[DIGEST_TEXT]) MUST_USE;

#endif
