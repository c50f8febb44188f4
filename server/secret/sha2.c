/* SPDX-License-Identifier: Apache-2.0 */
#include "secret/sha2.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

void
sha256_text(const void *p, size_t n, char out[SHA2_TEXT])
{
	unsigned char raw[crypto_hash_sha256_BYTES];

	(void)crypto_hash_sha256(raw, p, n);
	(void)sodium_bin2base64(out, SHA2_TEXT, raw, sizeof(raw), VARIANT);
}

void
access_token_hash(enum jws_alg alg, const char *access_token, char out[SHA2_TEXT])
{
	unsigned char raw[crypto_hash_sha512_BYTES];
	size_t half = (alg == JWS_EDDSA ? crypto_hash_sha512_BYTES : crypto_hash_sha256_BYTES) / 2;

	if (alg == JWS_EDDSA)
		(void)crypto_hash_sha512(raw, (const unsigned char *)access_token, strlen(access_token));
	else
		(void)crypto_hash_sha256(raw, (const unsigned char *)access_token, strlen(access_token));
	(void)sodium_bin2base64(out, SHA2_TEXT, raw, half, VARIANT);
}
