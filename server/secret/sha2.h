/* SPDX-License-Identifier: Apache-2.0 */
/* Digests that protocols of others prescribe (FIPS 180-4), as base64url. Ours are BLAKE2b (token.h). */
#ifndef SECRET_SHA2_H
#define SECRET_SHA2_H

#include "secret/jwk.h"

#define SHA2_TEXT 44 /* bytes: 43 characters and a NUL */

/* SHA-256. */
void sha256_text(const void *p, size_t n, char out[SHA2_TEXT]);
/*
 * The claim at_hash of an access token (OpenID Connect Core 3.1.3.6): the left half of the digest that belongs to the
 * algorithm of the ID token: SHA-256, and SHA-512 for Ed25519.
 */
void access_token_hash(enum jws_alg, const char *access_token, char out[SHA2_TEXT]);

#endif
