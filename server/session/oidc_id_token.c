/* SPDX-License-Identifier: Apache-2.0 */
#include "session/oidc_id_token.h"

#include <string.h>

#include "secret/jwt.h"
#include "secret/sha2.h"
#include "secret/token.h"

static bool
says(const json_t *claim, const char *text)
{
	const char *value = json_string_value(claim);

	return (value != NULL && json_string_length(claim) == strlen(text) && secret_equal(value, text, strlen(text)));
}

static bool
access_token_fits(const json_t *at_hash, const struct oidc_expected *e)
{
	char hash[SHA2_TEXT];

	if (at_hash == NULL)
		return (true);
	if (e->access_token == NULL)
		return (false);
	access_token_hash(e->alg, e->access_token, hash);
	return (says(at_hash, hash));
}

/* A clock that is wrong by up to JWT_SKEW_S refuses nobody. */
static bool
signed_in_lately(const json_t *auth_time, const struct oidc_expected *e)
{
	double at = json_number_value(auth_time);

	if (e->max_age_s < 0)
		return (true);
	return (json_is_number(auth_time) && at >= (double)(e->begun_s - e->max_age_s - JWT_SKEW_S) &&
	    at <= (double)(e->now_s + JWT_SKEW_S));
}

static bool
word_listed(const char *words, const char *word)
{
	size_t n = strlen(word);

	if (n == 0 || strchr(word, ' ') != NULL)
		return (false);
	for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return (true);
	return (false);
}

static bool
acr_fits(const json_t *acr, const json_t *asked)
{
	return (asked == NULL || (json_is_string(acr) && word_listed(json_string_value(asked), json_string_value(acr))));
}

const char *
oidc_claims_fault(const json_t *claims, const struct oidc_expected *e)
{
	const json_t *azp = json_object_get(claims, "azp");

	if (!json_is_number(json_object_get(claims, "iat")))
		return ("issued");
	if (!says(json_object_get(claims, "nonce"), e->nonce))
		return ("nonce");
	if (azp != NULL && !says(azp, e->client_id))
		return ("audience");
	if (!access_token_fits(json_object_get(claims, "at_hash"), e))
		return ("at_hash");
	if (!signed_in_lately(json_object_get(claims, "auth_time"), e))
		return ("auth_time");
	return (acr_fits(json_object_get(claims, "acr"), e->acr_values) ? NULL : "acr");
}

/* Is one of the values in the claim? */
static bool
claim_has(const json_t *claim, const json_t *values)
{
	json_t *one, *value;
	size_t i, k;

	json_array_foreach (values, i, value) {
		if (json_equal(claim, value))
			return (true);
		json_array_foreach (claim, k, one)
			if (json_equal(one, value))
				return (true);
	}
	return (false);
}

bool
oidc_second_factor(const json_t *claims, const json_t *proofs)
{
	const char *name;
	json_t *values;

	json_object_foreach ((json_t *)proofs, name, values)
		if (claim_has(json_object_get(claims, name), values))
			return (true);
	return (false);
}
