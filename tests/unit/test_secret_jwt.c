/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a token of another system counts only if a listed key made it for us and for now; each trick is refused with its own result. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include "base/buf.h"
#include "secret/jwt.h"
#include "secret/token.h"
#include "text/base64url.h"

#define NOW    1800000000
#define SECRET "a secret that has thirty-two bytes"
#define CLAIMS "{\"iss\":\"https://news.example\",\"aud\":\"madang\",\"exp\":1800000300,\"iat\":1800000000,\"sub\":\"42\"}"
#define EVERY  ((1u << JWS_ALGS) - 1)

static EVP_PKEY *rsa, *other_rsa, *ec, *ed;

static const struct jwt_expected ours = { .algs = EVERY,
	.issuer = "https://news.example",
	.audience = "madang",
	.now_s = NOW,
	.life_max_s = 600 };

/* ---- making tokens */
static void
put_text(struct buf *b, const char *text)
{
	base64url_put(b, text, strlen(text));
}

static void
put_number(struct buf *set, const char *name, EVP_PKEY *key, const char *param)
{
	BIGNUM *n = NULL;
	unsigned char bytes[1024];

	assert_int_equal(EVP_PKEY_get_bn_param(key, param, &n), 1);
	buf_printf(set, ",\"%s\":\"", name);
	base64url_put(set, bytes, (size_t)BN_bn2bin(n, bytes));
	buf_puts(set, "\"");
	BN_free(n);
}

static void
put_rsa(struct buf *set, const char *kid, EVP_PKEY *key)
{
	buf_printf(set, "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\"", kid);
	put_number(set, "n", key, OSSL_PKEY_PARAM_RSA_N);
	put_number(set, "e", key, OSSL_PKEY_PARAM_RSA_E);
	buf_puts(set, "}");
}

static void
put_ec(struct buf *set, const char *kid, EVP_PKEY *key)
{
	unsigned char point[65];
	size_t n;

	assert_int_equal(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point), &n), 1);
	assert_int_equal(n, 65);
	buf_printf(set, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"", kid);
	base64url_put(set, point + 1, 32);
	buf_puts(set, "\",\"y\":\"");
	base64url_put(set, point + 33, 32);
	buf_puts(set, "\"}");
}

static void
put_ed(struct buf *set, const char *kid, EVP_PKEY *key)
{
	unsigned char x[32];
	size_t n = sizeof(x);

	assert_int_equal(EVP_PKEY_get_raw_public_key(key, x, &n), 1);
	buf_printf(set, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"", kid);
	base64url_put(set, x, n);
	buf_puts(set, "\"}");
}

static void
put_secret(struct buf *set, const char *kid, const char *secret)
{
	buf_printf(set, "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"", kid);
	put_text(set, secret);
	buf_puts(set, "\"}");
}

/* One key of each family, and a second RSA key. */
static struct jwks *
all_keys(void)
{
	struct buf set;
	struct jwks *keys;
	char why[256] = "";

	buf_init(&set, NULL);
	buf_puts(&set, "{\"keys\":[");
	put_rsa(&set, "rsa", rsa);
	buf_puts(&set, ",");
	put_rsa(&set, "next", other_rsa);
	buf_puts(&set, ",");
	put_ec(&set, "ec", ec);
	buf_puts(&set, ",");
	put_ed(&set, "ed", ed);
	buf_puts(&set, ",");
	put_secret(&set, "shared", SECRET);
	buf_puts(&set, "]}");
	keys = jwks_parse(set.data, set.len, true, why);
	assert_string_equal(why, "");
	assert_non_null(keys);
	buf_end(&set);
	return (keys);
}

static void
put_signature(struct buf *token, EVP_PKEY *key, bool pss)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	unsigned char made[1024];
	size_t n = sizeof(made);

	assert_int_equal(EVP_DigestSignInit(ctx, &options, EVP_PKEY_id(key) == EVP_PKEY_ED25519 ? NULL : EVP_sha256(), NULL, key),
	    1);
	if (pss) {
		assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING), 1);
		assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST), 1);
	}
	assert_int_equal(EVP_DigestSign(ctx, made, &n, (const unsigned char *)token->data, token->len), 1);
	EVP_MD_CTX_free(ctx);
	if (EVP_PKEY_id(key) == EVP_PKEY_EC) {
		const unsigned char *der = made;
		ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)n);
		unsigned char both[64];

		assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(pair), both, 32), 32);
		assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(pair), both + 32, 32), 32);
		ECDSA_SIG_free(pair);
		memcpy(made, both, n = sizeof(both));
	}
	buf_puts(token, ".");
	base64url_put(token, made, n);
}

static void
begin_token(struct buf *token, const char *header, const char *claims)
{
	buf_init(token, NULL);
	put_text(token, header);
	buf_puts(token, ".");
	put_text(token, claims);
}

static void
sign_hmac(struct buf *token, const void *secret, size_t n)
{
	unsigned char made[32];
	unsigned nmade = sizeof(made);

	assert_non_null(HMAC(EVP_sha256(), secret, (int)n, (const unsigned char *)token->data, token->len, made, &nmade));
	buf_puts(token, ".");
	base64url_put(token, made, nmade);
}

static enum jwt_result
verdict(const struct jwt_expected *expected, const char *token, size_t n)
{
	struct jwks *keys = all_keys();
	json_t *claims;
	enum jwt_result result = jwt_verify(keys, expected, token, n, &claims);

	assert_int_equal(claims != NULL, result == JWT_GOOD);
	json_decref(claims);
	jwks_end(keys);
	return (result);
}

/* What a token with this header and these claims is, signed with the shared secret. */
static enum jwt_result
shared(const char *header, const char *claims)
{
	struct buf token;
	enum jwt_result result;

	begin_token(&token, header, claims);
	sign_hmac(&token, SECRET, strlen(SECRET));
	result = verdict(&ours, token.data, token.len);
	buf_end(&token);
	return (result);
}

static enum jwt_result
claims_say(const char *claims)
{
	return (shared("{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"JWT\"}", claims));
}

/* ---- published examples */
static enum jwt_result
published(const char *set, enum jws_alg alg, const char *token)
{
	const struct jwt_expected joe = { .algs = 1u << alg, .issuer = "joe", .audience = "", .now_s = 1300819300 };
	char why[256];
	struct jwks *keys = jwks_parse(set, strlen(set), true, why);
	json_t *claims;
	enum jwt_result result;

	assert_non_null(keys);
	result = jwt_verify(keys, &joe, token, strlen(token), &claims);
	jwks_end(keys);
	return (result);
}

/* They have no audience: that is refused after the signature. */
static void
published_examples_have_good_signatures(void **state)
{
	(void)state;
	/* RFC 7515 A.1 and A.3 */
	assert_int_equal(
	    published("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4"
		      "hcgUuTwjAzZr1Z9CAow\"}]}",
		JWS_HS256,
		"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
		"cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
	    JWT_AUDIENCE);
	assert_int_equal(
	    published(
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_"
		"FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}",
		JWS_ES256,
		"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
		"Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
	    JWT_AUDIENCE);
	/* RFC 8037 A.4: its payload is text */
	assert_int_equal(
	    published("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
		JWS_EDDSA,
		"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijc"
		"NR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
	    JWT_MALFORMED);
}

/* ---- algorithms and keys */
static enum jwt_result
signed_by(EVP_PKEY *key, enum jws_alg alg, const char *form)
{
	struct buf header, token;
	enum jwt_result result;

	buf_init(&header, NULL);
	buf_puts(&header, "{\"alg\":\"");
	buf_puts(&header, jws_alg_name(alg));
	buf_puts(&header, "\"");
	buf_puts(&header, form);
	buf_puts(&header, "}");
	begin_token(&token, header.data, CLAIMS);
	put_signature(&token, key, alg == JWS_PS256);
	result = verdict(&ours, token.data, token.len);
	if (result == JWT_GOOD) {
		/* The same token with one bit of the signature, or of the claims, turned. */
		token.data[token.len - 10] ^= 1;
		assert_int_not_equal(verdict(&ours, token.data, token.len), JWT_GOOD);
		token.data[token.len - 10] ^= 1;
		token.data[header.len * 4 / 3 + 10] ^= 1;
		assert_int_not_equal(verdict(&ours, token.data, token.len), JWT_GOOD);
	}
	buf_end(&header);
	buf_end(&token);
	return (result);
}

static void
each_algorithm_verifies_with_its_own_key_only(void **state)
{
	(void)state;
	assert_int_equal(claims_say(CLAIMS), JWT_GOOD);
	assert_int_equal(signed_by(rsa, JWS_RS256, ",\"kid\":\"rsa\""), JWT_GOOD);
	assert_int_equal(signed_by(rsa, JWS_PS256, ",\"kid\":\"rsa\""), JWT_GOOD);
	assert_int_equal(signed_by(ec, JWS_ES256, ",\"kid\":\"ec\""), JWT_GOOD);
	assert_int_equal(signed_by(ed, JWS_EDDSA, ",\"kid\":\"ed\""), JWT_GOOD);
	assert_int_equal(signed_by(rsa, JWS_RS256, ",\"kid\":\"next\""), JWT_SIGNATURE);
	assert_int_equal(signed_by(rsa, JWS_RS256, ",\"kid\":\"ed\""), JWT_KEY_UNKNOWN);
	assert_int_equal(signed_by(rsa, JWS_RS256, ",\"kid\":\"gone\""), JWT_KEY_UNKNOWN);
	assert_int_equal(signed_by(ed, JWS_EDDSA, ",\"kid\":7"), JWT_MALFORMED);
}

static void
a_token_without_an_id_of_a_key_is_tried_with_each(void **state)
{
	(void)state;
	assert_int_equal(signed_by(other_rsa, JWS_RS256, ""), JWT_GOOD);
	assert_int_equal(signed_by(ed, JWS_EDDSA, ""), JWT_GOOD);
}

static void
a_public_key_is_no_secret(void **state)
{
	struct buf set, token;
	char why[256];

	(void)state;
	buf_init(&set, NULL);
	put_rsa(&set, "rsa", rsa);
	begin_token(&token, "{\"alg\":\"HS256\",\"kid\":\"rsa\"}", CLAIMS);
	sign_hmac(&token, set.data, set.len);
	assert_int_equal(verdict(&ours, token.data, token.len), JWT_KEY_UNKNOWN);
	buf_end(&token);
	buf_end(&set);
	/* and a set that was fetched has no secrets */
	buf_init(&set, NULL);
	buf_puts(&set, "{\"keys\":[");
	put_secret(&set, "shared", SECRET);
	buf_puts(&set, "]}");
	assert_null(jwks_parse(set.data, set.len, false, why));
	assert_string_equal(why, "key \"shared\": a secret key in a public set");
	buf_end(&set);
}

static void
tricks_of_the_header_are_refused(void **state)
{
	static const struct {
		const char *header;
		enum jwt_result result;
	} tricks[] = {
		{ "{\"alg\":\"none\"}", JWT_ALGORITHM },
		{ "{\"alg\":\"None\",\"kid\":\"shared\"}", JWT_ALGORITHM },
		{ "{\"alg\":\"HS512\",\"kid\":\"shared\"}", JWT_ALGORITHM },
		{ "{\"alg\":[\"HS256\"],\"kid\":\"shared\"}", JWT_ALGORITHM },
		{ "{\"kid\":\"shared\"}", JWT_ALGORITHM },
		{ "{\"alg\":\"HS256\",\"alg\":\"none\",\"kid\":\"shared\"}", JWT_MALFORMED },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"crit\":[\"exp\"]}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"b64\":false,\"crit\":[\"b64\"]}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"jku\":\"https://evil.example/keys\"}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"jwk\":{}}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"x5u\":\"https://evil.example\"}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"x5c\":[]}", JWT_HEADER },
		{ "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}", JWT_KEY_UNKNOWN },
		{ "{\"alg\":\"HS256\",\"kid\":\"' or 1=1\"}", JWT_KEY_UNKNOWN },
		{ "{\"alg\":\"HS256\",\"kid\":\"\"}", JWT_KEY_UNKNOWN },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"logout+jwt\"}", JWT_TYPE },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":7}", JWT_TYPE },
		{ "[]", JWT_MALFORMED },
		{ "", JWT_MALFORMED },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"x5t\":\"an unused thumbprint\"}", JWT_GOOD },
		{ "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"application/jwt\"}", JWT_GOOD },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(tricks); i++)
		assert_int_equal(shared(tricks[i].header, CLAIMS), tricks[i].result);
}

static void
an_algorithm_that_is_not_allowed_is_refused(void **state)
{
	struct jwt_expected public_only = ours;
	struct buf token;

	(void)state;
	public_only.algs = EVERY & ~(1u << JWS_HS256);
	begin_token(&token, "{\"alg\":\"HS256\",\"kid\":\"shared\"}", CLAIMS);
	sign_hmac(&token, SECRET, strlen(SECRET));
	assert_int_equal(verdict(&public_only, token.data, token.len), JWT_ALGORITHM);
	buf_end(&token);
}

static void
another_type_is_asked_for_by_name(void **state)
{
	struct jwt_expected logout = ours;
	struct buf token;

	(void)state;
	logout.type = "logout+jwt";
	begin_token(&token, "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"Logout+JWT\"}", CLAIMS);
	sign_hmac(&token, SECRET, strlen(SECRET));
	assert_int_equal(verdict(&logout, token.data, token.len), JWT_GOOD);
	buf_end(&token);
	begin_token(&token, "{\"alg\":\"HS256\",\"kid\":\"shared\"}", CLAIMS);
	sign_hmac(&token, SECRET, strlen(SECRET));
	assert_int_equal(verdict(&logout, token.data, token.len), JWT_TYPE);
	buf_end(&token);
}

static void
text_that_is_no_token_is_malformed(void **state)
{
	static const char *const texts[] = { "", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30..e30",
		"e30=.e30.e30", "e30.e30.e30\n", " e30.e30.e30" };
	struct buf token;
	char *huge;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		assert_int_not_equal(verdict(&ours, texts[i], strlen(texts[i])), JWT_GOOD);
	/* every beginning of a good token, and one byte more */
	begin_token(&token, "{\"alg\":\"HS256\",\"kid\":\"shared\"}", CLAIMS);
	sign_hmac(&token, SECRET, strlen(SECRET));
	for (size_t n = 0; n < token.len; n++)
		assert_int_not_equal(verdict(&ours, token.data, n), JWT_GOOD);
	assert_int_equal(verdict(&ours, token.data, token.len), JWT_GOOD);
	buf_puts(&token, "A");
	assert_int_not_equal(verdict(&ours, token.data, token.len), JWT_GOOD);
	buf_end(&token);
	huge = mem_zero(1, JWT_BYTES_MAX + 2);
	memset(huge, 'A', JWT_BYTES_MAX + 1);
	huge[10] = huge[20] = '.';
	assert_int_equal(verdict(&ours, huge, JWT_BYTES_MAX + 1), JWT_MALFORMED);
	free(huge);
}

/* ---- claims */
#define WITH(iss, aud, exp, more) "{\"iss\":" iss ",\"aud\":" aud ",\"exp\":" exp more "}"
#define NEWS			  "\"https://news.example\""
#define US			  "\"madang\""

static void
claims_must_fit(void **state)
{
	static const struct {
		const char *claims;
		enum jwt_result result;
	} rows[] = {
		{ WITH(NEWS, "[\"madang\"]", "1800000300", ""), JWT_GOOD },
		{ WITH(NEWS, "[\"madang\",\"other\"]", "1800000300", ""), JWT_AUDIENCE },
		{ WITH(NEWS, "[]", "1800000300", ""), JWT_AUDIENCE },
		{ WITH(NEWS, "[[\"madang\"]]", "1800000300", ""), JWT_AUDIENCE },
		{ WITH(NEWS, "\"other\"", "1800000300", ""), JWT_AUDIENCE },
		{ WITH(NEWS, "null", "1800000300", ""), JWT_AUDIENCE },
		{ WITH("\"https://news.example/\"", US, "1800000300", ""), JWT_ISSUER },
		{ WITH("\"https://evil.example\"", US, "1800000300", ""), JWT_ISSUER },
		{ WITH("[" NEWS "]", US, "1800000300", ""), JWT_ISSUER },
		{ WITH("\"https://news.example\\u0000\"", US, "1800000300", ""), JWT_MALFORMED },
		{ WITH(NEWS, US, "1799999940", ""), JWT_GOOD }, /* the skew to the second */
		{ WITH(NEWS, US, "1799999939", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "1800000660", ""), JWT_GOOD },
		{ WITH(NEWS, US, "1800000661", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "1800000300.5", ""), JWT_GOOD },
		{ WITH(NEWS, US, "\"1800000300\"", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "-1", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "1e300", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "9223372036854775807", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "null", ""), JWT_EXPIRED },
		{ WITH(NEWS, US, "1800000300", ",\"nbf\":1800000060"), JWT_GOOD },
		{ WITH(NEWS, US, "1800000300", ",\"nbf\":1800000061"), JWT_EARLY },
		{ WITH(NEWS, US, "1800000300", ",\"nbf\":\"now\""), JWT_EARLY },
		{ WITH(NEWS, US, "1800000300", ",\"iat\":1800000061"), JWT_EARLY },
		{ WITH(NEWS, US, "1800000300", ",\"iss\":\"https://evil.example\""), JWT_MALFORMED },
		{ "[]", JWT_MALFORMED },
		{ "7", JWT_MALFORMED },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (claims_say(rows[i].claims) != rows[i].result)
			fail_msg("%s: %s instead of %s", rows[i].claims, jwt_result_name(claims_say(rows[i].claims)),
			    jwt_result_name(rows[i].result));
}

/* ---- sets of keys */
static void
sets_of_keys_are_read_or_refused_with_a_reason(void **state)
{
	static const struct {
		const char *set, *why;
	} rows[] = {
		{ "", "no JSON object with a list \"keys\"" },
		{ "[]", "no JSON object with a list \"keys\"" },
		{ "{\"keys\":{}}", "no JSON object with a list \"keys\"" },
		{ "{\"keys\":[],\"keys\":[]}", "no JSON object with a list \"keys\"" },
		{ "{\"keys\":[]}", "no key for signatures" },
		{ "{\"keys\":[7]}", "a key is no object" },
		{ "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"use\":\"enc\"}]}", "no key for signatures" },
		{ "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-521\",\"kid\":\"a\"}]}", "no key for signatures" },
		{ "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RSA-OAEP\",\"kid\":\"a\"}]}", "no key for signatures" },
		{ "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
		    "key \"a\": an RSA key must have n of 2048 to 8192 bits and e" },
		{ "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\"}]}",
		    "key \"a\": an RSA key must have n of 2048 to 8192 bits and e" },
		{ "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2hvcnQ\"}]}",
		    "key \"a\": k must have 32 to 512 bytes in base64url" },
		{ "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"AQAB\"}]}",
		    "key \"a\": x must have 32 bytes in base64url" },
		{ "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AQAB\",\"y\":\"AQAB\"}]}",
		    "key \"a\": x and y must have 32 bytes in base64url" },
		{ "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\",\"y\":"
		  "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}]}",
		    "key \"a\": x and y are no point of the curve" },
		{ "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
		    "key \"\": its id is empty or too long" },
		{ "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"},"
		  "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
		    "key \"a\": its id is used twice" },
	};
	char why[256];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_null(jwks_parse(rows[i].set, strlen(rows[i].set), true, why));
		assert_string_equal(why, rows[i].why);
	}
	assert_null(jwks_parse("", JWKS_BYTES_MAX + 1, true, why));
	assert_string_equal(why, "the set of keys is too long");
}

static void
a_key_with_an_algorithm_serves_only_that(void **state)
{
	struct buf set, token;
	struct jwks *keys;
	json_t *claims;
	char why[256];

	(void)state;
	buf_init(&set, NULL);
	buf_puts(&set, "{\"keys\":[{\"alg\":\"PS256\",");
	put_rsa(&set, "rsa", rsa);
	memmove(strstr(set.data, ",{") + 1, strstr(set.data, ",{") + 2, strlen(strstr(set.data, ",{")) - 1);
	set.len--;
	buf_puts(&set, "]}");
	keys = jwks_parse(set.data, set.len, false, why);
	assert_non_null(keys);
	assert_int_equal(jwks_count(keys), 1);
	begin_token(&token, "{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS);
	put_signature(&token, rsa, false);
	assert_int_equal(jwt_verify(keys, &ours, token.data, token.len, &claims), JWT_KEY_UNKNOWN);
	buf_end(&token);
	begin_token(&token, "{\"alg\":\"PS256\",\"kid\":\"rsa\"}", CLAIMS);
	put_signature(&token, rsa, true);
	assert_int_equal(jwt_verify(keys, &ours, token.data, token.len, &claims), JWT_GOOD);
	assert_string_equal(json_string_value(json_object_get(claims, "sub")), "42");
	json_decref(claims);
	buf_end(&token);
	buf_end(&set);
	jwks_end(keys);
}

static int
make_keys(void **state)
{
	(void)state;
	secret_start();
	rsa = EVP_RSA_gen(2048);
	other_rsa = EVP_RSA_gen(2048);
	ec = EVP_EC_gen("P-256");
	ed = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	return (rsa == NULL || other_rsa == NULL || ec == NULL || ed == NULL);
}

static int
end_keys(void **state)
{
	(void)state;
	EVP_PKEY_free(rsa);
	EVP_PKEY_free(other_rsa);
	EVP_PKEY_free(ec);
	EVP_PKEY_free(ed);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_examples_have_good_signatures),
		cmocka_unit_test(each_algorithm_verifies_with_its_own_key_only),
		cmocka_unit_test(a_token_without_an_id_of_a_key_is_tried_with_each),
		cmocka_unit_test(a_public_key_is_no_secret),
		cmocka_unit_test(tricks_of_the_header_are_refused),
		cmocka_unit_test(an_algorithm_that_is_not_allowed_is_refused),
		cmocka_unit_test(another_type_is_asked_for_by_name),
		cmocka_unit_test(text_that_is_no_token_is_malformed),
		cmocka_unit_test(claims_must_fit),
		cmocka_unit_test(sets_of_keys_are_read_or_refused_with_a_reason),
		cmocka_unit_test(a_key_with_an_algorithm_serves_only_that),
	};

	return (cmocka_run_group_tests(tests, make_keys, end_keys));
}
