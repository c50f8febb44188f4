/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests use BLAKE2b without a salt: a token has 256 random bits, so precomputed tables are useless. Texts that can be
 * guessed, such as networks and logins, use a key.
 */
#include "secret/token.h"

#include <sodium.h>

void
secret_start(void)
{
	if (sodium_init() < 0)
		abort();
}

void
secret_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

bool
secret_equal(const void *a, const void *b, size_t n)
{
	return (sodium_memcmp(a, b, n) == 0);
}

static void
token_text(const unsigned char raw[32], char out[TOKEN_TEXT])
{
	(void)sodium_bin2base64(out, TOKEN_TEXT, raw, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void
hex_text(const unsigned char raw[32], char out[DIGEST_TEXT])
{
	out[0] = '\\';
	out[1] = 'x';
	(void)sodium_bin2hex(out + 2, DIGEST_TEXT - 2, raw, 32);
}

void
token_new(char out[TOKEN_TEXT])
{
	unsigned char raw[32];

	randombytes_buf(raw, sizeof(raw));
	token_text(raw, out);
	sodium_memzero(raw, sizeof(raw));
}

/* 43 characters that decode to 32 bytes and back to the same text: a token has one spelling. */
static bool
token_raw(const char *token, size_t n, unsigned char raw[32])
{
	char again[TOKEN_TEXT];
	size_t len;

	if (n != TOKEN_TEXT - 1 ||
	    sodium_base642bin(raw, 32, token, n, NULL, &len, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 || len != 32)
		return (false);
	token_text(raw, again);
	return (memcmp(again, token, n) == 0);
}

bool
token_digest(const char *token, size_t n, char out[DIGEST_TEXT])
{
	unsigned char raw[32];

	if (!token_raw(token, n, raw))
		return (false);
	sodium_memzero(raw, sizeof(raw));
	digest_text(token, n, out);
	return (true);
}

void
token_new_digest(char token[TOKEN_TEXT], char digest[DIGEST_TEXT])
{
	token_new(token);
	if (!token_digest(token, TOKEN_TEXT - 1, digest))
		abort(); /* a new token is always well formed */
}

void
api_token_new(char out[API_TOKEN_TEXT])
{
	memcpy(out, API_TOKEN_PREFIX, strlen(API_TOKEN_PREFIX));
	token_new(out + strlen(API_TOKEN_PREFIX));
}

bool
api_token_digest(const char *token, size_t n, char out[DIGEST_TEXT])
{
	size_t prefix = strlen(API_TOKEN_PREFIX);
	unsigned char raw[32];

	if (n < prefix || memcmp(token, API_TOKEN_PREFIX, prefix) != 0 || !token_raw(token + prefix, n - prefix, raw))
		return (false);
	sodium_memzero(raw, sizeof(raw));
	digest_text(token, n, out);
	return (true);
}

void
digest_text(const void *p, size_t n, char out[DIGEST_TEXT])
{
	unsigned char raw[32];

	(void)crypto_generichash(raw, sizeof(raw), p, n, NULL, 0);
	hex_text(raw, out);
}

void
secret_key_new(struct secret_key *key)
{
	randombytes_buf(key->b, sizeof(key->b));
}

/* Hashes the purpose with its NUL, so that no other purpose and data give the same input. */
static void
keyed(const void *key, size_t nkey, const char *purpose, const void *p, size_t n, unsigned char raw[32])
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, key, nkey, 32);
	(void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	if (n > 0)
		(void)crypto_generichash_update(&state, p, n);
	(void)crypto_generichash_final(&state, raw, 32);
	sodium_memzero(&state, sizeof(state));
}

void
secret_key_derive(struct secret_key *key, const void *secret, size_t n, const char *purpose)
{
	unsigned char master[32];

	if (n < 16)
		abort(); /* a caller's error */
	(void)crypto_generichash(master, sizeof(master), secret, n, NULL, 0);
	keyed(master, sizeof(master), purpose, NULL, 0, key->b);
	sodium_memzero(master, sizeof(master));
}

void
keyed_digest(const struct secret_key *key, const char *purpose, const void *p, size_t n, char out[DIGEST_TEXT])
{
	unsigned char raw[32];

	keyed(key->b, sizeof(key->b), purpose, p, n, raw);
	hex_text(raw, out);
}

bool
form_token(const char *session_token, char out[TOKEN_TEXT])
{
	unsigned char key[32], raw[32];

	if (!token_raw(session_token, strlen(session_token), key))
		return (false);
	keyed(key, sizeof(key), "form", NULL, 0, raw);
	token_text(raw, out);
	sodium_memzero(key, sizeof(key));
	return (true);
}

bool
form_token_fits(const char *session_token, const char *presented)
{
	char wanted[TOKEN_TEXT];

	return (presented != NULL && strlen(presented) == TOKEN_TEXT - 1 && form_token(session_token, wanted) &&
	    secret_equal(wanted, presented, TOKEN_TEXT - 1));
}
