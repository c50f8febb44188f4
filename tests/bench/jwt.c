/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: a token with HS256 is checked in at most 20 µs, keys included, and one with EdDSA in at most 1.2 times the time of
 * crypto_sign_verify_detached() alone.
 *
 *     `cmake --preset release -DMADANG_TESTS=ON && cmake --build build/release --target jwt && build/release/tests/unit/jwt`
 *
 * A check is all that the worker does between its two queries: it reads the key set and verifies the token and its claims.
 * Prints first deciles; ends with 1 if one is missed.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "secret/jwt.h"
#include "secret/token.h"
#include "text/base64url.h"

#define ROUNDS	  401
#define HS256_MAX 20.0 /* us */
#define RATIO_MAX 1.2
#define CLAIMS                                                                                                                   \
	"{\"iss\":\"https://news.example\",\"aud\":\"https://talk.news.example\",\"sub\":\"4711\",\"jti\":\"0123456789abcdef\"," \
	"\"exp\":1800000300,\"iat\":1800000000,\"name\":\"Haneul Kim\",\"email\":\"haneul@news.example\",\"roles\":[\"editor\"]}"

struct sample {
	struct buf keys, token;
	unsigned char public[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
	size_t nsigned;
};

static void
begin(struct sample *s, const char *alg)
{
	buf_init(&s->keys, NULL);
	buf_init(&s->token, NULL);
	buf_puts(&s->keys, "{\"keys\":[{");
	buf_printf(&s->token, "{\"alg\":\"%s\",\"typ\":\"JWT\"}", alg);
}

/* The signed part: header and claims. */
static void
put_claims(struct sample *s)
{
	struct buf header = s->token;

	buf_init(&s->token, NULL);
	base64url_put(&s->token, header.data, header.len);
	buf_puts(&s->token, ".");
	base64url_put(&s->token, CLAIMS, strlen(CLAIMS));
	s->nsigned = s->token.len;
	buf_end(&header);
}

static void
make_hs256(struct sample *s)
{
	unsigned char key[crypto_auth_hmacsha256_KEYBYTES], mac[crypto_auth_hmacsha256_BYTES];

	begin(s, "HS256");
	put_claims(s);
	randombytes_buf(key, sizeof(key));
	buf_puts(&s->keys, "\"kty\":\"oct\",\"k\":\"");
	base64url_put(&s->keys, key, sizeof(key));
	(void)crypto_auth_hmacsha256(mac, (const unsigned char *)s->token.data, s->nsigned, key);
	buf_puts(&s->token, ".");
	base64url_put(&s->token, mac, sizeof(mac));
	buf_puts(&s->keys, "\"}]}");
}

static void
make_eddsa(struct sample *s)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];

	begin(s, "EdDSA");
	put_claims(s);
	(void)crypto_sign_keypair(s->public, secret);
	buf_puts(&s->keys, "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"");
	base64url_put(&s->keys, s->public, sizeof(s->public));
	(void)crypto_sign_detached(s->signature, NULL, (const unsigned char *)s->token.data, s->nsigned, secret);
	buf_puts(&s->token, ".");
	base64url_put(&s->token, s->signature, sizeof(s->signature));
	buf_puts(&s->keys, "\"}]}");
}

static void
check(const struct sample *s)
{
	const struct jwt_expected expected = { .algs = 1u << JWS_HS256 | 1u << JWS_EDDSA,
		.issuer = "https://news.example",
		.audience = "https://talk.news.example",
		.now_s = 1800000000,
		.life_max_s = 600 };
	char why[256];
	struct jwks *keys = jwks_parse(s->keys.data, s->keys.len, true, why);
	json_t *claims;

	if (keys == NULL || jwt_verify(keys, &expected, s->token.data, s->token.len, &claims) != JWT_GOOD)
		abort();
	json_decref(claims);
	jwks_end(keys);
}

static void
check_bare(const struct sample *s)
{
	if (crypto_sign_verify_detached(s->signature, (const unsigned char *)s->token.data, s->nsigned, s->public) != 0)
		abort();
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return ((*x > *y) - (*x < *y));
}

/* The first decile in us. */
static double
measure(void (*act)(const struct sample *), const struct sample *s)
{
	double us[ROUNDS];
	struct timespec t0, t1;

	for (int i = 0; i < ROUNDS; i++) {
		(void)clock_gettime(CLOCK_MONOTONIC, &t0);
		act(s);
		(void)clock_gettime(CLOCK_MONOTONIC, &t1);
		us[i] = (double)(t1.tv_sec - t0.tv_sec) * 1e6 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e3;
	}
	qsort(us, ROUNDS, sizeof(*us), compare);
	return (us[ROUNDS / 10]);
}

int
main(void)
{
	struct sample hs256, eddsa;
	double shared, whole, bare;

	secret_start();
	make_hs256(&hs256);
	make_eddsa(&eddsa);
	shared = measure(check, &hs256);
	whole = measure(check, &eddsa);
	bare = measure(check_bare, &eddsa);
	(void)printf("HS256 %.1f us (at most %.0f)\nEdDSA %.1f us, bare %.1f us, ratio %.2f (at most %.1f)\n", shared, HS256_MAX,
	    whole, bare, whole / bare, RATIO_MAX);
	buf_end(&hs256.keys);
	buf_end(&hs256.token);
	buf_end(&eddsa.keys);
	buf_end(&eddsa.token);
	return (shared > HS256_MAX || whole / bare > RATIO_MAX);
}
