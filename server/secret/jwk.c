/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HMAC and Ed25519 are libsodium's, whose Ed25519 takes half the time of libcrypto's. RSA and ECDSA are libcrypto's.
 * Each key is read once into the form that its library verifies with.
 */
#include "secret/jwk.h"

#include <jansson.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "text/base64url.h"

#define RSA_BITS_MIN  2048
#define RSA_BITS_MAX  8192
#define HMAC_SIZE_MIN 32  /* bytes: RFC 7518 3.2 */
#define HMAC_SIZE_MAX 512 /* bytes */
#define P256_SIZE     32  /* bytes of a coordinate, and of r and s */

struct jwk {
	char *kid; /* NULL: none */
	int alg;   /* the only algorithm; -1: each of its family */
	bool is_rsa, is_ec;
	EVP_PKEY *public;      /* RSA, EC */
	unsigned char *secret; /* HMAC */
	size_t nsecret;	       /* bytes; 0: no HMAC key */
	unsigned char ed[crypto_sign_PUBLICKEYBYTES];
	bool is_ed;
};

struct jwks {
	struct jwk *keys;
	size_t count;
};

static bool read_key(struct jwk *, const json_t *, bool secrets, const char **fault);
static bool read_rsa(struct jwk *, const json_t *, const char **fault);
static bool read_ec(struct jwk *, const json_t *, const char **fault);
static bool read_okp(struct jwk *, const json_t *, const char **fault);
static bool read_oct(struct jwk *, const json_t *, const char **fault);

static const char *const alg_names[JWS_ALGS] = { "HS256", "RS256", "PS256", "ES256", "EdDSA" };

const char *
jws_alg_name(enum jws_alg alg)
{
	return (alg_names[alg]);
}

bool
jws_alg_parse(const char *name, enum jws_alg *alg)
{
	for (*alg = JWS_HS256; *alg < JWS_ALGS; (*alg)++)
		if (strcmp(name, alg_names[*alg]) == 0)
			return (true);
	return (false);
}

/* ---- reading */
static const char *
member(const json_t *key, const char *name)
{
	const char *text = json_string_value(json_object_get(key, name));

	return (text == NULL ? "" : text);
}

/* A new block with the bytes of a member in base64url; NULL: it is missing, empty or malformed. */
static unsigned char *
member_bytes(const json_t *key, const char *name, size_t *n)
{
	const char *text = member(key, name);
	size_t length = strlen(text);
	unsigned char *bytes;

	*n = length / 4 * 3 + (length % 4 > 0 ? length % 4 - 1 : 0);
	if (*n == 0)
		return (NULL);
	bytes = mem_zero(1, *n);
	if (base64url_read(text, length, bytes, *n))
		return (bytes);
	free(bytes);
	return (NULL);
}

static bool
has_twin(const struct jwks *set, const struct jwk *key)
{
	for (size_t i = 0; key->kid != NULL && i < set->count; i++)
		if (set->keys[i].kid != NULL && strcmp(set->keys[i].kid, key->kid) == 0)
			return (true);
	return (false);
}

/* False: it is for encryption, or of a type that is not used here. */
static bool
has_family(const struct jwk *key)
{
	return (key->public != NULL || key->nsecret > 0 || key->is_ed);
}

static void
key_end(struct jwk *key)
{
	free(key->kid);
	EVP_PKEY_free(key->public);
	if (key->secret != NULL)
		sodium_memzero(key->secret, key->nsecret);
	free(key->secret);
}

static struct jwks *
refuse(struct jwks *set, char why[256], const char *kid, const char *fault)
{
	if (kid == NULL)
		(void)snprintf(why, 256, "%s", fault);
	else
		(void)snprintf(why, 256, "key \"%.100s\": %s", kid, fault);
	jwks_end(set);
	return (NULL);
}

static bool
is_for_signatures(const json_t *key)
{
	const json_t *use = json_object_get(key, "use");

	return (use == NULL || strcmp(member(key, "use"), "sig") == 0);
}

static struct jwks *
read_keys(const json_t *list, bool secrets, char why[256])
{
	struct jwks *set = mem_zero(1, sizeof(*set));
	const json_t *one;
	size_t i;

	set->keys = mem_zero(json_array_size(list), sizeof(*set->keys));
	json_array_foreach (list, i, one) {
		struct jwk key = { .alg = -1 };
		const char *fault = NULL;

		if (!json_is_object(one))
			return (refuse(set, why, NULL, "a key is no object"));
		if (!is_for_signatures(one))
			continue;
		if (read_key(&key, one, secrets, &fault) && has_twin(set, &key))
			fault = "its id is used twice";
		else if (fault == NULL && has_family(&key)) {
			set->keys[set->count++] = key;
			continue;
		}
		key_end(&key);
		if (fault != NULL)
			return (refuse(set, why, json_string_value(json_object_get(one, "kid")), fault));
	}
	if (set->count == 0)
		return (refuse(set, why, NULL, "no key for signatures"));
	return (set);
}

struct jwks *
jwks_parse(const char *p, size_t n, bool secrets, char why[256])
{
	json_t *root, *list;
	struct jwks *set;

	if (n > JWKS_BYTES_MAX)
		return (refuse(NULL, why, NULL, "the set of keys is too long"));
	root = json_loadb(p, n, JSON_REJECT_DUPLICATES, NULL);
	list = json_object_get(root, "keys");
	if (!json_is_array(list))
		set = refuse(NULL, why, NULL, "no JSON object with a list \"keys\"");
	else if (json_array_size(list) > JWKS_KEYS_MAX)
		set = refuse(NULL, why, NULL, "too many keys");
	else
		set = read_keys(list, secrets, why);
	json_decref(root);
	return (set);
}

/* False without a fault: the key is of no type that is used here. */
static bool
read_key(struct jwk *key, const json_t *from, bool secrets, const char **fault)
{
	static const struct {
		const char *kty, *crv;
		bool (*read)(struct jwk *, const json_t *, const char **);
	} types[] = { { "RSA", "", read_rsa }, { "EC", "P-256", read_ec }, { "OKP", "Ed25519", read_okp },
		{ "oct", "", read_oct } };
	const char *alg = member(from, "alg"), *kid = json_string_value(json_object_get(from, "kid"));
	enum jws_alg known;

	if (*alg != '\0' && !jws_alg_parse(alg, &known))
		return (false);
	key->alg = *alg == '\0' ? -1 : (int)known;
	if (kid != NULL && (*kid == '\0' || strlen(kid) > JWK_KID_MAX)) {
		*fault = "its id is empty or too long";
		return (false);
	}
	key->kid = kid == NULL ? NULL : mem_copy(kid, strlen(kid));
	for (size_t i = 0; i < LENGTH(types); i++)
		if (strcmp(member(from, "kty"), types[i].kty) == 0 && strcmp(member(from, "crv"), types[i].crv) == 0) {
			if (types[i].read == read_oct && !secrets)
				*fault = "a secret key in a public set";
			return (*fault == NULL && types[i].read(key, from, fault));
		}
	return (false);
}

static bool
read_oct(struct jwk *key, const json_t *from, const char **fault)
{
	key->secret = member_bytes(from, "k", &key->nsecret);
	if (key->secret != NULL && key->nsecret >= HMAC_SIZE_MIN && key->nsecret <= HMAC_SIZE_MAX)
		return (true);
	*fault = "k must have 32 to 512 bytes in base64url";
	return (false);
}

static bool
read_okp(struct jwk *key, const json_t *from, const char **fault)
{
	const char *x = member(from, "x");

	key->is_ed = base64url_read(x, strlen(x), key->ed, sizeof(key->ed));
	if (!key->is_ed)
		*fault = "x must have 32 bytes in base64url";
	return (key->is_ed);
}

/* A public key from its parameters, checked by libcrypto; NULL: it is none. */
static EVP_PKEY *
public_key(const char *type, OSSL_PARAM_BLD *build)
{
	OSSL_PARAM *params = build == NULL ? NULL : OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY_CTX *make = EVP_PKEY_CTX_new_from_name(NULL, type, NULL), *check = NULL;
	EVP_PKEY *key = NULL;

	if (params == NULL || make == NULL || EVP_PKEY_fromdata_init(make) != 1 ||
	    EVP_PKEY_fromdata(make, &key, EVP_PKEY_PUBLIC_KEY, params) != 1 ||
	    (check = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL)) == NULL || EVP_PKEY_public_check(check) != 1) {
		EVP_PKEY_free(key);
		key = NULL;
	}
	EVP_PKEY_CTX_free(check);
	EVP_PKEY_CTX_free(make);
	OSSL_PARAM_free(params);
	return (key);
}

static bool
read_rsa(struct jwk *key, const json_t *from, const char **fault)
{
	size_t nn, ne;
	unsigned char *n = member_bytes(from, "n", &nn), *e = member_bytes(from, "e", &ne);
	BIGNUM *big_n = n == NULL ? NULL : BN_bin2bn(n, (int)nn, NULL), *big_e = e == NULL ? NULL : BN_bin2bn(e, (int)ne, NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();

	key->is_rsa = true;
	if (big_n == NULL || big_e == NULL || BN_num_bits(big_n) < RSA_BITS_MIN || BN_num_bits(big_n) > RSA_BITS_MAX)
		*fault = "an RSA key must have n of 2048 to 8192 bits and e";
	else if (build == NULL || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, big_n) != 1 ||
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, big_e) != 1 || (key->public = public_key("RSA", build)) == NULL)
		*fault = "not a valid RSA key";
	OSSL_PARAM_BLD_free(build);
	BN_free(big_n);
	BN_free(big_e);
	free(n);
	free(e);
	return (*fault == NULL);
}

static bool
read_ec(struct jwk *key, const json_t *from, const char **fault)
{
	const char *x = member(from, "x"), *y = member(from, "y");
	unsigned char point[1 + 2 * P256_SIZE] = { POINT_CONVERSION_UNCOMPRESSED };
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();

	key->is_ec = true;
	if (!base64url_read(x, strlen(x), point + 1, P256_SIZE) ||
	    !base64url_read(y, strlen(y), point + 1 + P256_SIZE, P256_SIZE))
		*fault = "x and y must have 32 bytes in base64url";
	else if (build == NULL || OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
	    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point)) != 1 ||
	    (key->public = public_key("EC", build)) == NULL)
		*fault = "x and y are no point of the curve";
	OSSL_PARAM_BLD_free(build);
	return (*fault == NULL);
}

void
jwks_end(struct jwks *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->count; i++)
		key_end(&set->keys[i]);
	free(set->keys);
	free(set);
}

size_t
jwks_count(const struct jwks *set)
{
	return (set->count);
}

/* ---- using */
static bool
key_fits(const struct jwk *key, enum jws_alg alg)
{
	if (key->alg != -1 && key->alg != (int)alg)
		return (false);
	switch (alg) {
	case JWS_HS256:
		return (key->nsecret > 0);
	case JWS_RS256:
	case JWS_PS256:
		return (key->is_rsa);
	case JWS_ES256:
		return (key->is_ec);
	case JWS_EDDSA:
		return (key->is_ed);
	default:
		return (false);
	}
}

const struct jwk *
jwks_next(const struct jwks *set, const struct jwk *last, const char *kid, enum jws_alg alg)
{
	for (const struct jwk *key = last == NULL ? set->keys : last + 1; key < set->keys + set->count; key++)
		if (key_fits(key, alg) && (kid == NULL || (key->kid != NULL && strcmp(key->kid, kid) == 0)))
			return (key);
	return (NULL);
}

static bool
verify_hmac(const struct jwk *key, const void *p, size_t n, const unsigned char *signature)
{
	crypto_auth_hmacsha256_state state;
	unsigned char made[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&state, key->secret, key->nsecret);
	crypto_auth_hmacsha256_update(&state, p, n);
	crypto_auth_hmacsha256_final(&state, made);
	return (sodium_memcmp(made, signature, sizeof(made)) == 0);
}

static bool
verify_public(EVP_PKEY *key, bool pss, const void *p, size_t n, const unsigned char *signature, size_t nsignature)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options = NULL;
	bool good;

	good = ctx != NULL && EVP_DigestVerifyInit(ctx, &options, EVP_sha256(), NULL, key) == 1 &&
	    (!pss ||
		(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
		    EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1)) &&
	    EVP_DigestVerify(ctx, signature, nsignature, p, n) == 1;
	EVP_MD_CTX_free(ctx);
	return (good);
}

/* JWS has r and s one after the other (RFC 7518 3.4); libcrypto wants them as DER. */
static bool
verify_ecdsa(EVP_PKEY *key, const void *p, size_t n, const unsigned char *signature)
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, P256_SIZE, NULL), *s = BN_bin2bn(signature + P256_SIZE, P256_SIZE, NULL);
	unsigned char *der = NULL;
	int nder = 0;
	bool good;

	if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1)
		nder = i2d_ECDSA_SIG(pair, &der);
	else {
		BN_free(r);
		BN_free(s);
	}
	good = nder > 0 && verify_public(key, false, p, n, der, (size_t)nder);
	OPENSSL_free(der);
	ECDSA_SIG_free(pair);
	return (good);
}

bool
jwk_verify(const struct jwk *key, enum jws_alg alg, const void *p, size_t n, const unsigned char *signature, size_t nsignature)
{
	switch (alg) {
	case JWS_HS256:
		return (nsignature == crypto_auth_hmacsha256_BYTES && verify_hmac(key, p, n, signature));
	case JWS_EDDSA:
		return (nsignature == crypto_sign_BYTES && crypto_sign_verify_detached(signature, p, n, key->ed) == 0);
	case JWS_ES256:
		return (nsignature == 2 * P256_SIZE && verify_ecdsa(key->public, p, n, signature));
	case JWS_RS256:
	case JWS_PS256:
		return (verify_public(key->public, alg == JWS_PS256, p, n, signature, nsignature));
	default:
		return (false);
	}
}
