/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sign-on by a token that a publisher's own system signs (deploy/doc/sign-on.md). Two queries: SIGN_ON_PROVIDER finds the
 * provider by issuer and audience, the worker verifies the token with its keys, and SIGN_ON opens the session.
 */
#ifndef SESSION_SIGN_ON_H
#define SESSION_SIGN_ON_H

#include <jansson.h>
#include <stdint.h>

#include "guard/session_grant.h"
#include "request/request.h"

#define SIGN_ON_TYPE_END    "logout+jwt" /* typ of a token that signs a reader out (OpenID Connect Back-Channel Logout 2.4) */

#define SIGN_ON_SUBJECT_MAX 255 /* bytes, as in OpenID Connect Core 2; also of a session's name at the provider */

struct sign_on {
	const char *token;
	const char *refused; /* the reason, a word for log and client; NULL: the token is good. What follows is set only then. */
	json_t *provider;    /* the answer of SIGN_ON_PROVIDER; the request's, as all that follows */
	json_t *claims;
	const char *digest; /* by which a replay is known */
	int64_t expires;    /* s since 1970 */
	const char *subject;
	/* Of OpenID Connect alone (session/oidc.h): */
	const char *next;    /* the page to go on to */
	const char *sid;     /* the session at the provider; NULL: it has no name */
	bool factor;	     /* the provider has proven a second factor */
	json_int_t proved_s; /* when the reader proved there who they are, s since 1970; 0: it does not say */
};
typedef void sign_on_fn(struct request *, struct sign_on *);

/* Verifies a token of this type (NULL: for signing in) and calls done. A refusal is logged. Nothing is used up. */
void sign_on_check(struct request *, const char *token, const char *type, sign_on_fn *done);

/* Opens the session of a good token. done gets the answer of SIGN_ON. */
void sign_on_open(struct request *, const struct sign_on *, session_granted_fn *done);

/* The sign-on whose session sign_on_open() asked for, in done and behind it. */
const struct sign_on *sign_on_current(struct request *);

/* Logs a refusal. provider: its name; NULL: not known. */
void sign_on_log(const char *reason, const char *provider);
/* The sentence of a refusal, for a page. */
const char *sign_on_sentence(struct request *, const char *reason);
/* 403 bad_token with the reason as its member. */
void sign_on_refuse(struct request *, const char *reason);
/* The reason of an outcome of SIGN_ON or SIGN_ON_END; NULL for `ok` and the outcomes of every function. It is logged. */
const char *sign_on_refusal(const struct answer *);

/* The value of a claim under the name or path that the provider's settings give it; NULL: none. */
const json_t *sign_on_claim(const struct sign_on *, const char *what);

#endif
