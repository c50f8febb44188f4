/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works: the token is cut at its two points, the header chooses algorithm and keys, the signature is verified,
 * and only then the payload is parsed and its claims are compared. No claim of an unverified token is used.
 */
#include "secret/jwt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "text/base64url.h"

#define KEYS_TRIED_MAX 8
#define SECONDS_MAX    253402300799.0 /* the end of the year 9999 */

struct parts {
	struct span header, payload, signature, signed_bytes;
};

static bool split(const char *token, size_t n, struct parts *);
static json_t *read_object(struct span part);
static enum jwt_result check_header(const json_t *header, const struct jwt_expected *, enum jws_alg *);
static enum jwt_result check_signature(const struct jwks *, const json_t *header, enum jws_alg, const struct parts *);
static enum jwt_result check_claims(const json_t *claims, const struct jwt_expected *);

static const char *const result_names[] = { "good", "malformed", "header", "algorithm", "key_unknown", "signature", "type",
	"issuer", "audience", "expired", "early", "no_memory" };

const char *
jwt_result_name(enum jwt_result result)
{
	return (result_names[result]);
}

enum jwt_result
jwt_verify(const struct jwks *keys, const struct jwt_expected *expected, const char *token, size_t n, json_t **claims)
{
	unsigned long failures = mem_failures();
	enum jwt_result result = JWT_MALFORMED;
	json_t *header = NULL;
	struct parts parts;
	enum jws_alg alg;

	*claims = NULL;
	if (n <= JWT_BYTES_MAX && split(token, n, &parts) && (header = read_object(parts.header)) != NULL &&
	    (result = check_header(header, expected, &alg)) == JWT_GOOD &&
	    (result = check_signature(keys, header, alg, &parts)) == JWT_GOOD) {
		*claims = read_object(parts.payload);
		result = *claims == NULL ? JWT_MALFORMED : check_claims(*claims, expected);
	}
	json_decref(header);
	if (result != JWT_GOOD) {
		json_decref(*claims);
		*claims = NULL;
	}
	return (mem_failures() != failures ? JWT_NO_MEMORY : result);
}

json_t *
jwt_unverified(const char *token, size_t n)
{
	struct parts parts;

	return (n <= JWT_BYTES_MAX && split(token, n, &parts) ? read_object(parts.payload) : NULL);
}

enum jws_alg
jwt_alg(const char *token, size_t n)
{
	enum jws_alg alg = JWS_ALGS;
	struct parts parts;
	json_t *header = split(token, n, &parts) ? read_object(parts.header) : NULL;
	const char *name = json_string_value(json_object_get(header, "alg"));

	if (name != NULL && !jws_alg_parse(name, &alg))
		alg = JWS_ALGS;
	json_decref(header);
	return (alg);
}

size_t
jwt_signed_part(const char *token, size_t n)
{
	while (n > 0 && token[n - 1] != '.')
		n--;
	return (n > 0 ? n - 1 : 0);
}

static bool
split(const char *token, size_t n, struct parts *parts)
{
	const char *end = token + n, *first = memchr(token, '.', n), *second, *third;

	if (first == NULL || (second = memchr(first + 1, '.', (size_t)(end - first - 1))) == NULL)
		return (false);
	third = memchr(second + 1, '.', (size_t)(end - second - 1));
	parts->header = (struct span) { token, (size_t)(first - token) };
	parts->payload = (struct span) { first + 1, (size_t)(second - first - 1) };
	parts->signature = (struct span) { second + 1, (size_t)(end - second - 1) };
	parts->signed_bytes = (struct span) { token, (size_t)(second - token) };
	return (third == NULL);
}

/* A new block of *n bytes; NULL: not base64url, or empty. */
static unsigned char *
read_bytes(struct span part, size_t *n)
{
	unsigned char *bytes;

	*n = part.n / 4 * 3 + (part.n % 4 > 0 ? part.n % 4 - 1 : 0);
	if (*n == 0)
		return (NULL);
	bytes = mem_zero(1, *n);
	if (base64url_read(part.p, part.n, bytes, *n))
		return (bytes);
	free(bytes);
	return (NULL);
}

static json_t *
read_object(struct span part)
{
	size_t n;
	unsigned char *bytes = read_bytes(part, &n);
	json_t *value = bytes == NULL ? NULL : json_loadb((const char *)bytes, n, JSON_REJECT_DUPLICATES, NULL);

	free(bytes);
	if (json_is_object(value))
		return (value);
	json_decref(value);
	return (NULL);
}

static bool
type_fits(const json_t *typ, const char *wanted)
{
	const char *type = json_string_value(typ);

	if (typ == NULL)
		return (wanted == NULL);
	if (type == NULL)
		return (false);
	if (strncasecmp(type, "application/", 12) == 0)
		type += 12;
	return (strcasecmp(type, wanted == NULL ? "JWT" : wanted) == 0);
}

static enum jwt_result
check_header(const json_t *header, const struct jwt_expected *expected, enum jws_alg *alg)
{
	static const char *const refused[] = { "crit", "jku", "jwk", "x5u", "x5c" };
	const char *name = json_string_value(json_object_get(header, "alg"));

	for (size_t i = 0; i < LENGTH(refused); i++)
		if (json_object_get(header, refused[i]) != NULL)
			return (JWT_HEADER);
	if (name == NULL || !jws_alg_parse(name, alg) || (expected->algs & (1u << *alg)) == 0)
		return (JWT_ALGORITHM);
	return (type_fits(json_object_get(header, "typ"), expected->type) ? JWT_GOOD : JWT_TYPE);
}

static enum jwt_result
check_signature(const struct jwks *keys, const json_t *header, enum jws_alg alg, const struct parts *parts)
{
	const json_t *id = json_object_get(header, "kid");
	const char *kid = json_string_value(id);
	const struct jwk *key = NULL;
	unsigned char *signature;
	size_t n;
	bool good = false, known = false;

	if (id != NULL && kid == NULL)
		return (JWT_MALFORMED);
	if ((signature = read_bytes(parts->signature, &n)) == NULL)
		return (JWT_MALFORMED);
	for (int tried = 0; !good && tried < KEYS_TRIED_MAX && (key = jwks_next(keys, key, kid, alg)) != NULL; tried++) {
		known = true;
		good = jwk_verify(key, alg, parts->signed_bytes.p, parts->signed_bytes.n, signature, n);
	}
	free(signature);
	return (good ? JWT_GOOD : known ? JWT_SIGNATURE : JWT_KEY_UNKNOWN);
}

/* Seconds of a claim (RFC 7519 2, NumericDate). False: it is no number of this calendar. */
static bool
claim_seconds(const json_t *claim, int64_t *seconds)
{
	double value = json_number_value(claim);

	if (!json_is_number(claim) || !(value >= 0 && value <= SECONDS_MAX))
		return (false);
	*seconds = (int64_t)value;
	return (true);
}

const char *
jwt_audience(const json_t *claims)
{
	const json_t *aud = json_object_get(claims, "aud");

	return (json_string_value(json_array_size(aud) == 1 ? json_array_get(aud, 0) : aud));
}

static bool
is_early(const json_t *claim, int64_t now)
{
	int64_t at;

	return (claim != NULL && (!claim_seconds(claim, &at) || at > now + JWT_SKEW_S));
}

static enum jwt_result
check_claims(const json_t *claims, const struct jwt_expected *expected)
{
	const char *iss = json_string_value(json_object_get(claims, "iss")), *aud = jwt_audience(claims);
	int64_t exp;

	if (iss == NULL || strcmp(iss, expected->issuer) != 0)
		return (JWT_ISSUER);
	if (aud == NULL || strcmp(aud, expected->audience) != 0)
		return (JWT_AUDIENCE);
	if (!claim_seconds(json_object_get(claims, "exp"), &exp) || exp + JWT_SKEW_S < expected->now_s ||
	    (expected->life_max_s > 0 && exp > expected->now_s + expected->life_max_s + JWT_SKEW_S))
		return (JWT_EXPIRED);
	if (is_early(json_object_get(claims, "nbf"), expected->now_s) ||
	    is_early(json_object_get(claims, "iat"), expected->now_s))
		return (JWT_EARLY);
	return (JWT_GOOD);
}
