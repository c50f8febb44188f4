/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions: signing in, listing one's own, ending them. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "guard/session_grant.h"
#include "request/request.h"

handler_fn session_create;	  /* POST /v1/sessions */
handler_fn session_handover;	  /* POST /v1/sessions/handover */
handler_fn session_exchange;	  /* POST /v1/sessions/exchange */
handler_fn session_sso;		  /* POST /v1/sessions/sso */
handler_fn session_sso_end;	  /* POST /v1/sessions/sso/end */
handler_fn session_oidc_logout;	  /* POST /sso/oidc/{provider}/logout */
handler_fn session_step_up;	  /* POST /v1/session/step-up */
handler_fn session_get;		  /* GET /v1/session */
handler_fn session_close;	  /* DELETE /v1/session */
handler_fn session_list;	  /* GET /v1/account/sessions */
handler_fn session_revoke_others; /* DELETE /v1/account/sessions */
handler_fn session_revoke;	  /* DELETE /v1/account/sessions/{session} */

handler_fn session_passkey_list;      /* GET /v1/account/passkeys */
handler_fn session_passkey_make;      /* POST /v1/account/passkeys/options */
handler_fn session_passkey_create;    /* POST /v1/account/passkeys */
handler_fn session_passkey_rename;    /* PATCH /v1/account/passkeys/{passkey} */
handler_fn session_passkey_remove;    /* DELETE /v1/account/passkeys/{passkey} */
handler_fn session_passkey_challenge; /* POST /v1/sessions/passkey/options */
handler_fn session_passkey_sign_in;   /* POST /v1/sessions/passkey */
handler_fn session_passkey_ask;	      /* POST /v1/session/passkey/options */
handler_fn session_passkey_prove;     /* POST /v1/session/passkey */

/*
 * The whole sign-in, for the API and for the page's form. done gets the answer of SESSION_OPEN, or NULL for wrong
 * credentials. Rate limits are answered 429 here. Both strings are copied, and the copies of the password wiped.
 */
void session_sign_in(struct request *, const char *login, const char *password, session_granted_fn *done);

/*
 * The person of the session proves themselves again by the password. done gets the answer of SESSION_STEP_UP, or NULL for a
 * wrong password. Rate limits are answered 429 here. The password is copied, and the copy wiped.
 */
void session_prove(struct request *, const char *password, session_granted_fn *done);

#endif
