/* SPDX-License-Identifier: Apache-2.0 */
/* The second factors of an account: its authenticator app and its recovery codes. For the API and for the pages. */
#ifndef ACCOUNT_FACTOR_H
#define ACCOUNT_FACTOR_H

#include "guard/session_grant.h"
#include "secret/totp.h"

handler_fn factor_list;	   /* GET /v1/account/second-factors */
handler_fn totp_create;	   /* POST /v1/account/totp */
handler_fn totp_confirm;   /* POST /v1/account/totp/confirm */
handler_fn totp_remove;	   /* DELETE /v1/account/totp */
handler_fn recovery_codes; /* POST /v1/account/recovery-codes */

/* What an app needs; made of the answer of TOTP_BEGUN. */
struct totp_setup {
	const char *secret; /* base32 */
	const char *link;   /* otpauth://totp/… */
};
/* Begins a setup with a new secret. done gets the answer of TOTP_BEGIN. */
void totp_begin(struct request *, then_fn *done);
/* The setup that was begun; false: its secret cannot be decrypted. */
bool totp_setup_read(struct request *, const struct answer *, struct totp_setup *) MUST_USE;

/*
 * Confirms a setup by a code. done gets the session's new token, the recovery codes, and the answer of TOTP_CONFIRM, or of TOTP_BEGUN if it is
 * not ok. a NULL: the code is wrong. The codes are in force if the answer's member recovery is true.
 */
struct recovery_codes {
	char text[RECOVERY_CODES][RECOVERY_TEXT];
};
json_t *recovery_codes_json(const struct recovery_codes *) MUST_USE; /* an array */
typedef void totp_confirmed_fn(struct request *, const struct session_grant *, const struct recovery_codes *,
    const struct answer *);
void totp_setup_confirm(struct request *, const char *code, totp_confirmed_fn *done);

/* New recovery codes. done gets the answer of RECOVERY_CODES_PUT; the codes are rq_state(). */
void recovery_codes_make(struct request *, then_fn *done);

#endif
