/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens, digests and comparisons; only this folder uses libsodium. A token is 256 random bits as 43 characters of
 * base64url (RFC 4648 5); the database sees only its BLAKE2b-256 (RFC 7693). Digests are text: "\x…", as PostgreSQL
 * writes bytea.
 */
#ifndef SECRET_TOKEN_H
#define SECRET_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define TOKEN_TEXT	 44	   /* bytes: 43 characters and a NUL */
#define API_TOKEN_PREFIX "madang_" /* so that people and secret scanners recognise a token that got out */
#define API_TOKEN_TEXT	 51	   /* bytes: the prefix, 43 characters and a NUL */
#define DIGEST_TEXT	 67	   /* bytes: "\x", 64 hexadecimal digits and a NUL */

/* Call once per process before all else here; aborts if libsodium has no random numbers. */
void secret_start(void);
void secret_wipe(void *p, size_t n);
/* Constant time for a given n. */
bool secret_equal(const void *a, const void *b, size_t n) MUST_USE;

void token_new(char out[TOKEN_TEXT]);
/* A new token with its digest. */
void token_new_digest(char token[TOKEN_TEXT], char digest[DIGEST_TEXT]);
/* Digest of a token that a client sent; false if it is malformed. */
bool token_digest(const char *token, size_t n, char out[DIGEST_TEXT]) MUST_USE;

void api_token_new(char out[API_TOKEN_TEXT]);
/* Digest of prefix and token together, so a session's token is no API token behind the prefix. False if it is malformed. */
bool api_token_digest(const char *token, size_t n, char out[DIGEST_TEXT]) MUST_USE;

/* BLAKE2b-256 of n bytes, e.g. of a request's body for its Idempotency-Key. */
void digest_text(const void *p, size_t n, char out[DIGEST_TEXT]);

/* ---- keyed */
struct secret_key {
	unsigned char b[32];
};
void secret_key_new(struct secret_key *);
/* Derives a key for each purpose from a secret of at least 16 bytes; aborts for a shorter one. */
void secret_key_derive(struct secret_key *, const void *secret, size_t n, const char *purpose);
/* Keyed BLAKE2b-256 of purpose and data, for networks and folded logins. */
void keyed_digest(const struct secret_key *, const char *purpose, const void *p, size_t n, char out[DIGEST_TEXT]);

/*
 * The hidden field of each form on a signed-in page: BLAKE2b-256 of "form", keyed by the session's token. It needs no
 * storage and ends with the session. False for a malformed session token.
 */
bool form_token(const char *session_token, char out[TOKEN_TEXT]) MUST_USE;
bool form_token_fits(const char *session_token, const char *presented) MUST_USE;

#endif
