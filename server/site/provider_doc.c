/* SPDX-License-Identifier: Apache-2.0 */
#include "site/provider_doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "secret/jwk.h"
#include "secret/token.h"
#include "text/base64url.h"
#include "text/url.h"

#define LIFE_MAX_S 86400
#define BADGE_MAX  64 /* bytes */

bool
provider_name_valid(const char *name)
{
	return (*name != '\0' && strlen(name) <= PROVIDER_NAME_MAX &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name));
}

bool
provider_doc_is_oidc(const json_t *settings)
{
	const char *kind = json_string_value(json_object_get(settings, "kind"));

	return (kind != NULL && strcmp(kind, "oidc") == 0);
}

/* ---- settings */
static bool
claims_valid(const json_t *claims)
{
	static const char known[] = " subject name email email_verified roles badge ";
	const char *name;
	json_t *path, *part;
	size_t i;

	json_object_foreach ((json_t *)claims, name, path) {
		char word[64];

		(void)snprintf(word, sizeof(word), " %s ", name);
		if (strstr(known, word) == NULL || (!json_is_string(path) && json_array_size(path) == 0))
			return (false);
		json_array_foreach (path, i, part)
			if (!json_is_string(part))
				return (false);
	}
	return (true);
}

static bool
roles_valid(const json_t *roles)
{
	const char *value, *role;
	json_t *one;

	json_object_foreach ((json_t *)roles, value, one) {
		role = json_string_value(one);
		if (role == NULL ||
		    (strcmp(role, "staff") != 0 && strcmp(role, "moderator") != 0 && strcmp(role, "admin") != 0 &&
			strcmp(role, "auditor") != 0))
			return (false);
	}
	return (true);
}

static bool
badges_valid(const json_t *badges)
{
	const char *value;
	json_t *one;

	json_object_foreach ((json_t *)badges, value, one)
		if (!json_is_string(one) || json_string_length(one) == 0 || json_string_length(one) > BADGE_MAX)
			return (false);
	return (true);
}

/* The fault of the members that both kinds have; NULL: none. */
static const char *
provider_mappings_fault(const json_t *doc)
{
	if (!claims_valid(json_object_get(doc, "claims")))
		return (
		    "claims maps subject, name, email, email_verified, roles, badge to the name of a claim, or to a list of names");
	if (!roles_valid(json_object_get(doc, "roles")))
		return ("roles maps values of a claim to staff, moderator, auditor or admin");
	if (!badges_valid(json_object_get(doc, "badges")))
		return ("badges maps values of a claim to texts of 1 to 64 bytes");
	return (NULL);
}

static bool
proofs_valid(const json_t *proofs)
{
	const char *claim;
	json_t *values, *value;
	size_t i;

	json_object_foreach ((json_t *)proofs, claim, values) {
		if (json_array_size(values) == 0)
			return (false);
		json_array_foreach (values, i, value)
			if (!json_is_string(value))
				return (false);
	}
	return (proofs == NULL || json_is_object(proofs));
}

/* Has a text with spaces between its words this word? */
static bool
provider_has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
		if ((p == text || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return (true);
	return (false);
}

/* The same for kind oidc. */
static const char *
provider_oidc_fault(const json_t *doc)
{
	static const char methods[] = "client_secret_basic client_secret_post none";
	const json_t *issuer = json_object_get(doc, "issuer"), *age = json_object_get(doc, "max_age");
	const char *auth = json_string_value(json_object_get(doc, "client_auth"));
	const char *scopes = json_string_value(json_object_get(doc, "scopes"));

	if (!url_is_secure(json_string_value(issuer), json_string_length(issuer)) ||
	    strpbrk(json_string_value(issuer), "?#") != NULL)
		return ("issuer is the https address of the provider, as its tokens have it");
	if (auth != NULL && !provider_has_word(methods, auth))
		return ("client_auth is client_secret_basic, client_secret_post or none");
	if (scopes != NULL && !provider_has_word(scopes, "openid"))
		return ("scopes is a text with spaces between that has the word openid");
	if (age != NULL && (json_integer_value(age) < 0 || json_integer_value(age) > LIFE_MAX_S))
		return ("max_age is from 0 to 86400 seconds");
	if (!proofs_valid(json_object_get(doc, "second_factor")))
		return ("second_factor maps names of claims to lists of values");
	if (json_object_get(json_object_get(doc, "claims"), "subject") != NULL)
		return ("the subject of an OpenID Connect provider is its claim sub");
	return (provider_mappings_fault(doc));
}

/* The fault of the settings of kind jwt; NULL: none. The names and types of members were checked. */
static const char *
provider_jwt_fault(const json_t *doc)
{
	const json_t *life = json_object_get(doc, "life_max"), *algorithms = json_object_get(doc, "algorithms");
	const json_t *page = json_object_get(doc, "sign_in"), *name;
	enum jws_alg alg;
	size_t i;

	if (life != NULL && (json_integer_value(life) < 1 || json_integer_value(life) > LIFE_MAX_S))
		return ("life_max is from 1 to 86400 seconds");
	if (json_array_size(algorithms) == 0)
		return ("algorithms lists one or more of HS256, RS256, PS256, ES256, EdDSA");
	json_array_foreach (algorithms, i, name)
		if (!json_is_string(name) || !jws_alg_parse(json_string_value(name), &alg))
			return ("algorithms lists one or more of HS256, RS256, PS256, ES256, EdDSA");
	if (page != NULL && !url_valid(json_string_value(page), json_string_length(page)))
		return ("sign_in is the http or https address of the page where readers sign in");
	return (provider_mappings_fault(doc));
}

/* The fault of names and types of the members, in *error; false: there is one. */
static bool
provider_members_fit(json_t *doc, json_error_t *error)
{
	const char *text;
	json_t *any;
	int number;

	if (provider_doc_is_oidc(doc))
		return (json_unpack_ex(doc, error, JSON_STRICT, "{s:s,s:s,s:s,s:s,s?s,s?s,s?s,s?i,s?b,s?o,s?o,s?o,s?o}", "kind",
			    &text, "title", &text, "issuer", &text, "client_id", &text, "client_auth", &text, "scopes", &text,
			    "acr_values", &text, "max_age", &number, "inside", &number, "second_factor", &any, "claims", &any,
			    "roles", &any, "badges", &any) == 0);
	return (json_unpack_ex(doc, error, JSON_STRICT, "{s:s,s:s,s:s,s:o,s?s,s?i,s?o,s?o,s?o}", "title", &text, "issuer", &text,
		    "audience", &text, "algorithms", &any, "sign_in", &text, "life_max", &number, "claims", &any, "roles", &any,
		    "badges", &any) == 0);
}

const char *
provider_settings_fault(json_t *settings, char why[PROVIDER_WHY])
{
	json_error_t error;

	if (provider_members_fit(settings, &error))
		return (provider_doc_is_oidc(settings) ? provider_oidc_fault(settings) : provider_jwt_fault(settings));
	(void)snprintf(why, PROVIDER_WHY, "%s", error.text);
	return (why);
}

/* ---- keys */

static char *
provider_secret_set(const char *secret)
{
	struct buf b;

	buf_init(&b, NULL);
	buf_puts(&b, "{\"keys\":[{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"");
	base64url_put(&b, secret, strlen(secret));
	buf_puts(&b, "\"}]}");
	return (b.data);
}

void
provider_keys_free(char *keys)
{
	if (keys != NULL)
		secret_wipe(keys, strlen(keys));
	free(keys);
}

/* The first algorithm of the settings that no key fits; NULL: none. */
static const char *
provider_algorithm_missing(const struct jwks *set, const json_t *settings)
{
	enum jws_alg alg;
	json_t *name;
	size_t i;

	json_array_foreach (json_object_get(settings, "algorithms"), i, name)
		if (jws_alg_parse(json_string_value(name), &alg) && jwks_next(set, NULL, NULL, alg) == NULL)
			return (json_string_value(name));
	return (NULL);
}

static const char *
provider_set_fault(const json_t *settings, const char *keys, char why[PROVIDER_WHY])
{
	char detail[256];
	struct jwks *set = jwks_parse(keys, strlen(keys), true, detail);
	const char *missing = set != NULL ? provider_algorithm_missing(set, settings) : NULL;

	if (set == NULL)
		(void)snprintf(why, PROVIDER_WHY, "the keys are not usable: %.*s", PROVIDER_WHY - 30, detail);
	else if (missing != NULL)
		(void)snprintf(why, PROVIDER_WHY, "no key fits the algorithm %s; leave it out of the settings, or add a key",
		    missing);
	jwks_end(set);
	return (set == NULL || missing != NULL ? why : NULL);
}

/* The secret of an OpenID Connect client has any length, because the provider made it. */
static char *
provider_client_keys(const json_t *settings, const char *secret, const char *keys, const char **fault)
{
	const char *auth = json_string_value(json_object_get(settings, "client_auth"));
	bool public = auth != NULL && strcmp(auth, "none") == 0;

	if (keys != NULL)
		*fault = "Madang fetches the keys of an OpenID Connect provider itself";
	else if (public && secret != NULL)
		*fault = "client_auth none has no secret";
	else if (public)
		return (mem_copy("{\"keys\":[]}", 11));
	return (*fault == NULL && secret != NULL ? provider_secret_set(secret) : NULL);
}

char *
provider_keys(const json_t *settings, const char *secret, const char *keys, char why[PROVIDER_WHY], const char **fault)
{
	char *set;

	*fault = NULL;
	if (secret != NULL && keys != NULL) {
		*fault = "give a secret or keys, not both";
		return (NULL);
	}
	if (provider_doc_is_oidc(settings))
		return (provider_client_keys(settings, secret, keys, fault));
	if (secret == NULL && keys == NULL)
		return (NULL);
	set = secret != NULL ? provider_secret_set(secret) : mem_copy(keys, strlen(keys));
	*fault = provider_set_fault(settings, set, why);
	if (*fault == NULL)
		return (set);
	provider_keys_free(set);
	return (NULL);
}
