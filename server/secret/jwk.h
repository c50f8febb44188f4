/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys that verify the signatures of other systems: JWK Sets (RFC 7517, RFC 7518 6, RFC 8037 2). A key belongs to one
 * algorithm family by its type, so a public RSA key can never be a secret of HMAC (RFC 8725 2.1).
 */
#ifndef SECRET_JWK_H
#define SECRET_JWK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define JWKS_BYTES_MAX 65536 /* a longer set is refused */
#define JWKS_KEYS_MAX  64    /* a set with more keys is refused */
#define JWK_KID_MAX    256   /* bytes of a key's id; a key with a longer one is refused */

/* The fixed list. Everything else, `none` above all, is unknown. */
enum jws_alg {
	JWS_HS256, /* HMAC with SHA-256 (RFC 7518 3.2) */
	JWS_RS256, /* RSASSA-PKCS1-v1_5 with SHA-256 (3.3) */
	JWS_PS256, /* RSASSA-PSS with SHA-256 and MGF1 (3.5) */
	JWS_ES256, /* ECDSA on P-256 with SHA-256 (3.4) */
	JWS_EDDSA, /* Ed25519 (RFC 8037 3.1) */
	JWS_ALGS,
};
const char *jws_alg_name(enum jws_alg);
/* False: it is not on the list. */
bool jws_alg_parse(const char *name, enum jws_alg *) MUST_USE;

struct jwk;
struct jwks;

/*
 * Reads a JWK Set. secrets: keys of type `oct` are allowed, as in a file of the operator's; a set that was fetched has
 * none. Keys for encryption and of unknown types are skipped, as RFC 7517 5 asks. NULL with a line in why: the text is
 * no set, a key of a known type is broken or too weak (RSA below 2048 bits, HMAC below 32 bytes), two keys have one id,
 * or no key is left. The caller ends the set.
 */
struct jwks *jwks_parse(const char *p, size_t n, bool secrets, char why[256]) MUST_USE;
void jwks_end(struct jwks *); /* NULL is allowed; wipes secrets */
size_t jwks_count(const struct jwks *);

/*
 * The next key after `last` (NULL: the first) that has this id and fits the algorithm; NULL if none is left. kid NULL:
 * any id.
 */
const struct jwk *jwks_next(const struct jwks *, const struct jwk *last, const char *kid, enum jws_alg) MUST_USE;

/* True if the signature of the n bytes is this key's. The key fits the algorithm. */
bool jwk_verify(const struct jwk *, enum jws_alg, const void *p, size_t n, const unsigned char *signature,
    size_t nsignature) MUST_USE;

#endif
