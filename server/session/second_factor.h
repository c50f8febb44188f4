/* SPDX-License-Identifier: Apache-2.0 */
/* Proving a second factor by a code: of an authenticator app, or a recovery code. */
#ifndef SESSION_SECOND_FACTOR_H
#define SESSION_SECOND_FACTOR_H

#include "guard/session_grant.h"
#include "secret/totp.h"

handler_fn session_second_factor; /* POST /v1/session/second-factor */

/*
 * Proves a factor in the request's session, which may be pending; code is copied. done gets the grant with the session's new token and
 * the answer: ok, wrong or ended (of FACTOR_PROVE or FACTOR_FAILED), refused or sign_in (of FACTOR_CODE). Rate limits are answered
 * 429 here.
 */
void second_factor_prove(struct request *, const char *code, session_granted_fn *done);

#endif
