/*
 * Tokens, digests, comparisons. With password.h the only users of libsodium.
 * A token is 256 random bits as 43 characters of base64url; the database only
 * ever sees its BLAKE2b-256. Digests are written "\x…", PostgreSQL's bytea text.
 */
#ifndef SECRET_TOKEN_H
#define SECRET_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define TOKEN_TEXT  44 /* 43 characters and a NUL */
#define DIGEST_TEXT 67 /* "\x", 64 hex digits and a NUL */

/* Once per process before anything else here; aborts if libsodium has no randomness. */
void secret_start(void);
void secret_wipe(void *p, size_t n);
/* Constant time for a given n. */
bool secret_equal(const void *a, const void *b, size_t n) MUST_USE;

void token_new(char out[TOKEN_TEXT]);
/* Digest of a presented token; false, without looking further, if it cannot be one of ours. */
bool token_digest(const char *token, size_t n, char out[DIGEST_TEXT]) MUST_USE;

/* BLAKE2b-256 of anything, e.g. a request's body for its Idempotency-Key. */
void digest_text(const void *p, size_t n, char out[DIGEST_TEXT]);

/* ---- keyed */
struct secret_key {
	unsigned char b[32];
};
void secret_key_new(struct secret_key *);
/* A key of its own for each purpose, from any secret of at least 16 octets. */
void secret_key_derive(struct secret_key *, const void *secret, size_t n, const char *purpose);
/* Keyed BLAKE2b-256 of purpose and data; networks, folded logins. */
void keyed_digest(const struct secret_key *, const char *purpose, const void *p, size_t n, char out[DIGEST_TEXT]);

/*
 * The hidden field of every form of a signed-in page: BLAKE2b of "form" keyed by
 * the session's token, so that it needs no memory and dies with the session.
 */
bool form_token(const char *session_token, char out[TOKEN_TEXT]) MUST_USE;
bool form_token_fits(const char *session_token, const char *presented) MUST_USE;

#endif
