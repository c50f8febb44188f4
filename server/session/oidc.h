/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-in by OpenID Connect: the code flow (Core 3.1) with PKCE (RFC 7636). deploy/doc/openid-connect.md explains its settings.
 *
 * Begin: SIGN_ON_BEGIN stores the digests of two random tokens. One is the parameter state, the other is in a cookie. Nonce
 * and code verifier are digests of both, so neither the provider's log nor the database can replay a sign-in, and an answer
 * counts only in the browser that began it. Finish: SIGN_ON_TAKE takes the state, the code is exchanged, the ID token
 * verified, and SIGN_ON opens the session. So a sign-in costs three queries, and two calls of the provider when its metadata
 * and keys are known.
 */
#ifndef SESSION_OIDC_H
#define SESSION_OIDC_H

#include "session/sign_on.h"

#define OIDC_ANSWER_S 600 /* s for the provider's answer */

struct oidc_end {
	const char *reason; /* of a refusal, as in sign_on_refuse(); NULL: the provider cannot be used now */
	const char *name;   /* of the provider */
	const char *next;   /* the page to go on to; NULL: not known */
};
/* Replies to a sign-in that ended without a session. It was logged. */
typedef void oidc_end_fn(struct request *, const struct oidc_end *);

/* Sends the browser to the provider of this name. next: a path of ours, or an address of one of the site's origins. */
void oidc_begin(struct request *, const char *name, const char *next, oidc_end_fn *ended);

/*
 * Takes the provider's answer in the query of this request. done gets the answer of SIGN_ON; sign_on_current() has the page
 * to go on to.
 */
void oidc_finish(struct request *, const char *name, session_granted_fn *done, oidc_end_fn *ended);

#endif
