/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ID token must say beyond issuer, audience and times, which jwt_verify() checks (OpenID Connect Core 3.1.3.7).
 * Functions of verified claims.
 */
#ifndef SESSION_OIDC_ID_TOKEN_H
#define SESSION_OIDC_ID_TOKEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "secret/jwk.h"

struct oidc_expected {
	const char *client_id;
	const char *nonce;
	enum jws_alg alg;	  /* that signed the token */
	const char *access_token; /* NULL: there came none */
	int64_t now_s, begun_s;	  /* s since 1970: now, and when the sign-in began */
	int64_t max_age_s;	  /* the password may have been typed so long before that; -1: no limit was asked for */
	const json_t *acr_values; /* the asked ones, a text with spaces between; NULL: none */
};

/* NULL, or the reason: issued (iat is missing), nonce, audience (azp), at_hash, auth_time, acr. */
const char *oidc_claims_fault(const json_t *claims, const struct oidc_expected *) MUST_USE;

/*
 * Do the claims prove a second factor? proofs: an object of claim names, each with the values that count, such as
 * {"amr": ["mfa", "otp"]}; a claim is a text or a list of texts (RFC 8176).
 */
bool oidc_second_factor(const json_t *claims, const json_t *proofs) MUST_USE;

#endif
