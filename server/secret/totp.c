/* SPDX-License-Identifier: Apache-2.0 */
#include "secret/totp.h"

#include <ctype.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define DIGITS	      6
#define NONCE	      crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define MAC	      crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SEALED	      (1 + NONCE + TOTP_SECRET + MAC)

#define RECOVERY_RAW  15 /* bytes */
#define RECOVERY_CHAR 24

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* n: a multiple of five bytes; out gets eight characters for each five, and a NUL. */
static void
base32_text(const unsigned char *p, size_t n, char *out)
{
	uint64_t five;

	for (size_t i = 0; i < n; i += 5) {
		five = 0;
		for (size_t k = 0; k < 5; k++)
			five = five << 8 | p[i + k];
		for (int shift = 35; shift >= 0; shift -= 5)
			*out++ = base32[five >> shift & 31];
	}
	*out = '\0';
}

void
totp_secret_new(struct totp_secret *s)
{
	randombytes_buf(s->b, sizeof(s->b));
}

void
totp_secret_text(const struct totp_secret *s, char out[TOTP_TEXT])
{
	base32_text(s->b, TOTP_SECRET, out);
}

/* The six digits of a typed code, which may have spaces. */
static bool
code_digits(const char *code, char out[DIGITS + 1])
{
	size_t n = 0;

	for (; *code != '\0'; code++) {
		if (*code == ' ')
			continue;
		if (n == DIGITS || *code < '0' || *code > '9')
			return (false);
		out[n++] = *code;
	}
	out[n] = '\0';
	return (n == DIGITS);
}

static bool
step_has(const struct totp_secret *s, int64_t step, const char *digits)
{
	char right[DIGITS + 1];

	if (oath_hotp_generate((const char *)s->b, TOTP_SECRET, (uint64_t)step, DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
		right) != OATH_OK)
		abort(); /* its only failures are of its arguments */
	return (secret_equal(right, digits, DIGITS));
}

int64_t
totp_match(const struct totp_secret *s, const char *code, int64_t now_s, int64_t last_step)
{
	char digits[DIGITS + 1];
	int64_t step, now = now_s / TOTP_STEP_S, found = -1;

	if (!code_digits(code, digits))
		return (-1);
	for (step = now - 1; step <= now + 1; step++)
		if (step_has(s, step, digits) && step > last_step)
			found = step;
	return (found);
}

void
totp_secret_store(const struct totp_secret *s, const struct secret_key *key, const char *id, char out[TOTP_STORED])
{
	unsigned char raw[SEALED] = { 0 };
	size_t n = 1 + TOTP_SECRET;

	if (key == NULL)
		memcpy(raw + 1, s->b, TOTP_SECRET);
	else {
		raw[0] = 1;
		randombytes_buf(raw + 1, NONCE);
		if (crypto_aead_xchacha20poly1305_ietf_encrypt(raw + 1 + NONCE, NULL, s->b, TOTP_SECRET,
			(const unsigned char *)id, strlen(id), NULL, raw + 1, key->b) != 0)
			abort(); /* it does not fail */
		n = SEALED;
	}
	out[0] = '\\';
	out[1] = 'x';
	(void)sodium_bin2hex(out + 2, TOTP_STORED - 2, raw, n);
	sodium_memzero(raw, sizeof(raw));
}

bool
totp_secret_open(const char *hex, const struct secret_key *key, const char *id, struct totp_secret *s)
{
	unsigned char raw[SEALED];
	size_t n;

	if (sodium_hex2bin(raw, sizeof(raw), hex, strlen(hex), NULL, &n, NULL) != 0 || n == 0)
		return (false);
	if (raw[0] == 0 && n == 1 + TOTP_SECRET) {
		memcpy(s->b, raw + 1, TOTP_SECRET);
		return (true);
	}
	return (raw[0] == 1 && n == SEALED && key != NULL &&
	    crypto_aead_xchacha20poly1305_ietf_decrypt(s->b, NULL, NULL, raw + 1 + NONCE, TOTP_SECRET + MAC,
		(const unsigned char *)id, strlen(id), raw + 1, key->b) == 0);
}

/* ---- recovery codes */

void
recovery_code_new(char out[RECOVERY_TEXT])
{
	unsigned char raw[RECOVERY_RAW];
	char text[RECOVERY_CHAR + 1];
	size_t n = 0;

	randombytes_buf(raw, sizeof(raw));
	base32_text(raw, sizeof(raw), text);
	for (size_t i = 0; i < RECOVERY_CHAR; i++) {
		if (i > 0 && i % 4 == 0)
			out[n++] = '-';
		out[n++] = (char)tolower((unsigned char)text[i]);
	}
	out[n] = '\0';
	sodium_memzero(raw, sizeof(raw));
	sodium_memzero(text, sizeof(text));
}

bool
recovery_code_digest(const char *typed, char out[DIGEST_TEXT])
{
	char text[RECOVERY_CHAR];
	size_t n = 0;

	for (; *typed != '\0'; typed++) {
		int c = toupper((unsigned char)*typed);

		if (c == ' ' || c == '-')
			continue;
		if (n == sizeof(text) || memchr(base32, c, sizeof(base32) - 1) == NULL)
			return (false);
		text[n++] = (char)c;
	}
	if (n != sizeof(text))
		return (false);
	digest_text(text, n, out);
	return (true);
}
