/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes of authenticator apps: TOTP (RFC 6238) with SHA-1, 6 digits and steps of 30 s, which every app can do. Recovery codes.
 * Functions of bytes; the database keeps the last step and the digests of recovery codes, so each works once.
 */
#ifndef SECRET_TOTP_H
#define SECRET_TOTP_H

#include <stdbool.h>
#include <stdint.h>

#include "secret/token.h"

#define TOTP_STEP_S	30
#define TOTP_SECRET	20  /* bytes (RFC 4226 4) */
#define TOTP_TEXT	33  /* bytes: base32 (RFC 4648 6) and a NUL */
#define FACTOR_CODE_MAX 64  /* bytes of a code as it is typed: of an app, or a recovery code */
#define TOTP_STORED	125 /* bytes: as PostgreSQL writes bytea: "\x", at most 61 bytes in hexadecimal digits, a NUL */

#define RECOVERY_CODES	10
#define RECOVERY_TEXT	30 /* bytes: 120 random bits as 24 base32 characters in groups of four, and a NUL */

struct totp_secret {
	unsigned char b[TOTP_SECRET];
};
void totp_secret_new(struct totp_secret *);
void totp_secret_text(const struct totp_secret *, char out[TOTP_TEXT]);

/*
 * The time step of a code: of now_s, or one before or after it for clocks that differ. Steps up to last_step are refused (RFC 6238
 * 5.2). -1: none. code may be any text. Every step is compared, in constant time.
 */
int64_t totp_match(const struct totp_secret *, const char *code, int64_t now_s, int64_t last_step) MUST_USE;

/*
 * The secret as the database stores it: a byte, then 0 the secret, or 1 a nonce and XChaCha20-Poly1305 of the secret with the row's
 * id as associated data. key: NULL for none. totp_secret_open() takes the hexadecimal digits; false: another key, or damaged.
 */
void totp_secret_store(const struct totp_secret *, const struct secret_key *key, const char *id, char out[TOTP_STORED]);
bool totp_secret_open(const char *hex, const struct secret_key *key, const char *id, struct totp_secret *) MUST_USE;

void recovery_code_new(char out[RECOVERY_TEXT]);
/* Digest of a typed recovery code; case, spaces and hyphens do not matter. False: it cannot be one. */
bool recovery_code_digest(const char *typed, char out[DIGEST_TEXT]) MUST_USE;

#endif
