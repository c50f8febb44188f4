/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed tokens of other systems: JWS in compact form (RFC 7515 7.1) and the claims of a JWT (RFC 7519), by the rules of
 * RFC 8725. Functions of bytes: they fetch nothing and keep nothing. Whether a token was used before is decided by the
 * database, by its id.
 */
#ifndef SECRET_JWT_H
#define SECRET_JWT_H

#include <jansson.h>
#include <stdint.h>

#include "secret/jwk.h"

#define JWT_BYTES_MAX 16384 /* of a whole token */
#define JWT_SKEW_S    60    /* s by which two clocks may differ */

enum jwt_result {
	JWT_GOOD,
	JWT_MALFORMED,	 /* not three parts of base64url, not JSON, a member twice, or too long */
	JWT_HEADER,	 /* a header that asks for more than a known key: crit, jku, jwk, x5u, x5c */
	JWT_ALGORITHM,	 /* an algorithm that is not allowed */
	JWT_KEY_UNKNOWN, /* no key of the set has the id and fits the algorithm: fetch the set again */
	JWT_SIGNATURE,	 /* not made with the key */
	JWT_TYPE,	 /* another type of token than was asked for */
	JWT_ISSUER,	 /* iss is missing or another */
	JWT_AUDIENCE,	 /* aud is missing, another, or more than one */
	JWT_EXPIRED,	 /* exp is missing or past, or the token lives longer than allowed */
	JWT_EARLY,	 /* nbf or iat lies in the future */
	JWT_NO_MEMORY,	 /* no result: 503, never "refused" */
};
/* A word for the log, such as "signature". */
const char *jwt_result_name(enum jwt_result);

/* What a token must say. */
struct jwt_expected {
	unsigned algs;	      /* a bit (1u << alg) for each allowed algorithm */
	const char *type;     /* typ, without "application/", case-insensitive; NULL: none, or "JWT" */
	const char *issuer;   /* iss */
	const char *audience; /* the only aud */
	int64_t now_s;	      /* seconds since 1970 */
	int64_t life_max_s;   /* exp is at most so far in the future; 0: no limit */
};

/*
 * Checks a token. JWT_GOOD: *claims is an object that the caller frees. At most eight keys are tried, if the header names
 * none.
 */
enum jwt_result jwt_verify(const struct jwks *, const struct jwt_expected *, const char *token, size_t n,
    json_t **claims) MUST_USE;

/*
 * The claims of a token before anything is verified: only iss and aud, only to choose the keys and what jwt_verify() expects.
 * NULL if there are none, or without memory. The caller frees them.
 */
json_t *jwt_unverified(const char *token, size_t n) MUST_USE;

/* The algorithm of a token that was verified. */
enum jws_alg jwt_alg(const char *token, size_t n);

/*
 * How many bytes of the token are signed: all before the last point. Signatures can have several forms, so a token without an
 * id is known by this part.
 */
size_t jwt_signed_part(const char *token, size_t n);

/* aud as text: a string, or an array of one; NULL: none, or several. */
const char *jwt_audience(const json_t *claims);

#endif
