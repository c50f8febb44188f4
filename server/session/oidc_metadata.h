/* SPDX-License-Identifier: Apache-2.0 */
/* The metadata of a provider (OpenID Connect Discovery 3, RFC 8414). A function of bytes. */
#ifndef SESSION_OIDC_METADATA_H
#define SESSION_OIDC_METADATA_H

#include <jansson.h>
#include <stdbool.h>

#include "base/mem.h"
#include "secret/jwk.h"

/* The algorithms of ID tokens: those with a public key. */
#define OIDC_ALGS (1u << JWS_RS256 | 1u << JWS_PS256 | 1u << JWS_ES256 | 1u << JWS_EDDSA)

struct oidc_metadata {
	json_t *doc; /* holds the strings */
	const char *authorization, *token, *keys;
	const char *userinfo; /* NULL: none */
	bool names_issuer;    /* its answers have the parameter iss (RFC 9207) */
};

/*
 * Reads the document of an issuer. The endpoints are https, or http where the issuer is. NULL: out is good, and the caller
 * ends it; else a word for the log: unreadable, issuer (another than the configured one, 4.3), endpoints, flow (no codes),
 * algorithms (none that we verify), pkce (S256 is not among its methods).
 */
const char *oidc_metadata_read(const char *text, size_t n, const char *issuer, struct oidc_metadata *out) MUST_USE;
void oidc_metadata_end(struct oidc_metadata *);

#endif
