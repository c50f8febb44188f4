/* SPDX-License-Identifier: Apache-2.0 */
/* What oidc_begin.c and oidc_finish.c share. */
#ifndef SESSION_OIDC_FLOW_H
#define SESSION_OIDC_FLOW_H

#include <jansson.h>

#include "session/oidc_provider.h"

#define OIDC_SCOPES "openid profile email" /* unless the provider's settings say others */

/* The source of a provider of SIGN_ON_BEGIN or SIGN_ON_TAKE. */
struct oidc_source oidc_source_of(const json_t *provider);
/* Replies if an answer is not `ok`, or if Jansson has no memory to read it. */
void oidc_reply_unread(struct request *, const struct answer *);
/*
 * Does this sign-in need a fresh proof of the person, because it leads to /account/confirm? Then the provider is asked for one, and
 * its ID token has to say when it was.
 */
bool oidc_is_fresh(const char *next);
/* Where the provider sends its answer: on the host of this request. */
const char *oidc_redirect_uri(struct request *, const char *name);
/* 64 hexadecimal digits that only the owner of both tokens can make: the nonce, or the code verifier (RFC 7636 4.1). */
const char *oidc_secret(struct request *, const char *purpose, const char *browser, const char *state);

#endif
