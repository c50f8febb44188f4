/* SPDX-License-Identifier: Apache-2.0 */
#include "secret/challenge.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "secret/seal.h"
#include "text/base64url.h"

#define OPEN_SIZE (CHALLENGE_SIZE - 32) /* bytes before the keyed digest */

/* The text of a session's token has a fixed length, so the parts cannot be mixed up. */
static void
challenge_digest(const struct secret_key *key, const char *purpose, const char *whose, const unsigned char *open,
    unsigned char out[32])
{
	char hex[DIGEST_TEXT];
	struct buf all;

	buf_init(&all, NULL);
	buf_add(&all, open, OPEN_SIZE);
	buf_puts(&all, whose);
	keyed_digest(key, purpose, all.data, all.len, hex);
	if (!seal_unhex(hex, out, 32))
		abort(); /* a digest is always well formed */
	sodium_memzero(all.data, all.len);
	buf_end(&all);
}

void
challenge_new(const struct secret_key *key, const char *purpose, const char *whose, int64_t expires_s, char out[CHALLENGE_TEXT])
{
	unsigned char raw[CHALLENGE_SIZE];

	for (int i = 0; i < 8; i++)
		raw[i] = (unsigned char)((uint64_t)expires_s >> (56 - 8 * i));
	randombytes_buf(raw + 8, OPEN_SIZE - 8);
	challenge_digest(key, purpose, whose, raw, raw + OPEN_SIZE);
	(void)sodium_bin2base64(out, CHALLENGE_TEXT, raw, sizeof(raw), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
challenge_read(const struct secret_key *key, const char *purpose, const char *whose, const char *text, int64_t *expires_s,
    char digest[DIGEST_TEXT])
{
	unsigned char raw[CHALLENGE_SIZE], wanted[32];
	uint64_t expires = 0;

	if (!base64url_read(text, strlen(text), raw, sizeof(raw)))
		return (false);
	challenge_digest(key, purpose, whose, raw, wanted);
	if (!secret_equal(wanted, raw + OPEN_SIZE, sizeof(wanted)))
		return (false);
	for (int i = 0; i < 8; i++)
		expires = expires << 8 | raw[i];
	*expires_s = (int64_t)expires;
	digest_text(text, strlen(text), digest);
	return (true);
}
