/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a provider's metadata count only for the configured issuer, and an ID token only for the sign-in that asked for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "session/oidc_id_token.h"
#include "session/oidc_metadata.h"
#include "secret/sha2.h"

#define ISSUER "https://id.news.example/realms/news"

/* ---- metadata */
/* A good document with one member more, or another value of one. */
static char *
document(const char *name, const char *value)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s,s:[s],s:[s],s:[s]}", "issuer", ISSUER, "authorization_endpoint", ISSUER "/auth",
	    "token_endpoint", ISSUER "/token", "jwks_uri", ISSUER "/keys", "response_types_supported", "code",
	    "id_token_signing_alg_values_supported", "RS256", "code_challenge_methods_supported", "S256");
	json_t *fresh = value != NULL ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
	char *text;

	if (fresh != NULL)
		assert_int_equal(json_object_set_new(doc, name, fresh), 0);
	else if (name != NULL)
		(void)json_object_del(doc, name);
	text = json_dumps(doc, 0);
	json_decref(doc);
	return (text);
}

/* "": none. */
static const char *
fault_of(const char *issuer, const char *name, const char *value)
{
	char *text = document(name, value);
	struct oidc_metadata m;
	const char *fault = oidc_metadata_read(text, strlen(text), issuer, &m);

	free(text);
	if (fault == NULL)
		oidc_metadata_end(&m);
	return (fault != NULL ? fault : "");
}

static void
metadata_are_read(void **state)
{
	char *text = document("authorization_response_iss_parameter_supported", "true");
	struct oidc_metadata m;

	(void)state;
	assert_null(oidc_metadata_read(text, strlen(text), ISSUER, &m));
	assert_string_equal(m.authorization, ISSUER "/auth");
	assert_string_equal(m.token, ISSUER "/token");
	assert_string_equal(m.keys, ISSUER "/keys");
	assert_null(m.userinfo);
	assert_true(m.names_issuer);
	oidc_metadata_end(&m);
	free(text);
	assert_string_equal(fault_of(ISSUER, "code_challenge_methods_supported", NULL), "");
	assert_string_equal(fault_of(ISSUER, "userinfo_endpoint", "\"https://graph.example/userinfo\""), "");
}

static void
metadata_of_another_issuer_are_refused(void **state)
{
	static const char *const others[] = { "https://id.news.example/realms/news/", "https://id.news.example/realms/New",
		"https://ID.news.example/realms/news", "http://id.news.example/realms/news", "https://id.news.example" };

	(void)state;
	for (size_t i = 0; i < LENGTH(others); i++)
		assert_string_equal(fault_of(others[i], NULL, NULL), "issuer");
	assert_string_equal(fault_of(ISSUER, "issuer", NULL), "issuer");
	assert_string_equal(fault_of(ISSUER, "issuer", "[\"" ISSUER "\"]"), "issuer");
}

static void
metadata_that_cannot_be_used_are_refused(void **state)
{
	static const char *const cases[][3] = {
		{ "token_endpoint", NULL, "endpoints" },
		{ "jwks_uri", NULL, "endpoints" },
		{ "authorization_endpoint", "\"http://id.news.example/auth\"", "endpoints" },
		{ "token_endpoint", "\"file:///etc/passwd\"", "endpoints" },
		{ "token_endpoint", "\"https://user@id.news.example/token\"", "endpoints" },
		{ "authorization_endpoint", "\"https://id.news.example/auth#part\"", "endpoints" },
		{ "authorization_endpoint", "\"https://id.news.example/a\\r\\nSet-Cookie: x\"", "endpoints" },
		{ "response_types_supported", "[\"id_token\"]", "flow" },
		{ "id_token_signing_alg_values_supported", "[\"none\",\"HS256\"]", "algorithms" },
		{ "code_challenge_methods_supported", "[\"plain\"]", "pkce" },
	};
	struct oidc_metadata m;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_string_equal(fault_of(ISSUER, cases[i][0], cases[i][1]), cases[i][2]);
	assert_string_equal(oidc_metadata_read("[]", 2, ISSUER, &m), "unreadable");
	assert_string_equal(oidc_metadata_read("<html>", 6, ISSUER, &m), "unreadable");
	assert_string_equal(oidc_metadata_read("{\"issuer\":\"a\",\"issuer\":\"b\"}", 27, ISSUER, &m), "unreadable");
}

/* ---- the ID token */
#define NOW    1800000000
#define CLAIMS "{\"iat\":1800000000,\"nonce\":\"n\",\"sub\":\"42\""

static const struct oidc_expected ours = { .client_id = "madang",
	.nonce = "n",
	.alg = JWS_RS256,
	.access_token = "access",
	.now_s = NOW,
	.begun_s = NOW - 20,
	.max_age_s = -1 };

/* more: members after those of CLAIMS. "": no fault. */
static const char *
claims_fault(const char *more, struct oidc_expected expected)
{
	char text[1024];
	const char *fault;
	json_t *claims;

	(void)snprintf(text, sizeof(text), CLAIMS "%s}", more);
	claims = json_loads(text, 0, NULL);
	assert_non_null(claims);
	fault = oidc_claims_fault(claims, &expected);
	json_decref(claims);
	return (fault != NULL ? fault : "");
}

static void
a_token_for_another_sign_in_is_refused(void **state)
{
	(void)state;
	assert_string_equal(claims_fault("", ours), "");
	assert_string_equal(claims_fault(",\"azp\":\"madang\"", ours), "");
	assert_string_equal(claims_fault(",\"azp\":\"other\"", ours), "audience");
	assert_string_equal(claims_fault(",\"azp\":[\"madang\"]", ours), "audience");
	assert_string_equal(claims_fault(",\"nonce\":\"m\"", ours), "nonce");
	assert_string_equal(claims_fault(",\"nonce\":null", ours), "nonce");
	assert_string_equal(claims_fault(",\"nonce\":\"N\"", ours), "nonce");
	assert_string_equal(claims_fault(",\"iat\":\"now\"", ours), "issued");
}

static void
an_access_token_belongs_to_its_id_token(void **state)
{
	struct oidc_expected ed = ours, none = ours;
	char hash[SHA2_TEXT], ed_hash[SHA2_TEXT], more[128];

	(void)state;
	ed.alg = JWS_EDDSA;
	none.access_token = NULL;
	access_token_hash(JWS_RS256, "access", hash);
	access_token_hash(JWS_EDDSA, "access", ed_hash);
	assert_int_equal(strlen(hash), 22);
	assert_int_equal(strlen(ed_hash), 43);
	(void)snprintf(more, sizeof(more), ",\"at_hash\":\"%s\"", hash);
	assert_string_equal(claims_fault(more, ours), "");
	assert_string_equal(claims_fault(more, ed), "at_hash");
	assert_string_equal(claims_fault(more, none), "at_hash");
	(void)snprintf(more, sizeof(more), ",\"at_hash\":\"%s\"", ed_hash);
	assert_string_equal(claims_fault(more, ed), "");
	assert_string_equal(claims_fault(",\"at_hash\":7", ours), "at_hash");
}

/* The example of OpenID Connect Core A.3. */
static void
the_hash_is_that_of_the_standard(void **state)
{
	char hash[SHA2_TEXT];

	(void)state;
	access_token_hash(JWS_RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", hash);
	assert_string_equal(hash, "77QmUPtjPfzWtF2AnpK9RQ");
	/* and RFC 7636 B */
	sha256_text("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", 43, hash);
	assert_string_equal(hash, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
the_age_of_the_sign_in_counts_where_it_was_asked_for(void **state)
{
	struct oidc_expected aged = ours;

	(void)state;
	aged.max_age_s = 300;
	assert_string_equal(claims_fault("", aged), "auth_time");
	assert_string_equal(claims_fault(",\"auth_time\":\"1800000000\"", aged), "auth_time");
	assert_string_equal(claims_fault(",\"auth_time\":1799999620", aged), ""); /* 300 s and a minute before it began */
	assert_string_equal(claims_fault(",\"auth_time\":1799999619", aged), "auth_time");
	assert_string_equal(claims_fault(",\"auth_time\":1800000061", aged), "auth_time");
	assert_string_equal(claims_fault(",\"auth_time\":1", ours), "");
}

static void
a_level_counts_where_it_was_asked_for(void **state)
{
	struct oidc_expected levels = ours;
	json_t *asked = json_string("silver gold");

	(void)state;
	levels.acr_values = asked;
	assert_string_equal(claims_fault(",\"acr\":\"gold\"", levels), "");
	assert_string_equal(claims_fault(",\"acr\":\"silver\"", levels), "");
	assert_string_equal(claims_fault("", levels), "acr");
	assert_string_equal(claims_fault(",\"acr\":\"gol\"", levels), "acr");
	assert_string_equal(claims_fault(",\"acr\":\"silver gold\"", levels), "acr");
	assert_string_equal(claims_fault(",\"acr\":\"\"", levels), "acr");
	json_decref(asked);
}

static bool
proves(const char *claims_text, const char *proofs_text)
{
	json_t *claims = json_loads(claims_text, 0, NULL), *proofs = json_loads(proofs_text, 0, NULL);
	bool proven = oidc_second_factor(claims, proofs);

	json_decref(claims);
	json_decref(proofs);
	return (proven);
}

static void
only_listed_values_prove_a_second_factor(void **state)
{
	static const char proofs[] = "{\"amr\":[\"mfa\",\"hwk\"],\"acr\":[\"2\"]}";

	(void)state;
	assert_true(proves("{\"amr\":[\"pwd\",\"mfa\"]}", proofs));
	assert_true(proves("{\"amr\":\"hwk\"}", proofs));
	assert_true(proves("{\"acr\":\"2\"}", proofs));
	assert_false(proves("{\"amr\":[\"pwd\"]}", proofs));
	assert_false(proves("{\"amr\":{\"mfa\":true}}", proofs));
	assert_false(proves("{\"amr\":\"mfax\",\"acr\":2}", proofs));
	assert_false(proves("{}", proofs));
	assert_false(oidc_second_factor(NULL, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(metadata_are_read),
		cmocka_unit_test(metadata_of_another_issuer_are_refused),
		cmocka_unit_test(metadata_that_cannot_be_used_are_refused),
		cmocka_unit_test(a_token_for_another_sign_in_is_refused),
		cmocka_unit_test(an_access_token_belongs_to_its_id_token),
		cmocka_unit_test(the_hash_is_that_of_the_standard),
		cmocka_unit_test(the_age_of_the_sign_in_counts_where_it_was_asked_for),
		cmocka_unit_test(a_level_counts_where_it_was_asked_for),
		cmocka_unit_test(only_listed_values_prove_a_second_factor),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
