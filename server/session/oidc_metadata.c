/* SPDX-License-Identifier: Apache-2.0 */
#include "session/oidc_metadata.h"

#include <string.h>

#include "text/url.h"

static bool
is_http(const char *url)
{
	return (strncmp(url, "http:", 5) == 0);
}

/* NULL: it is missing, or no address that we may use. */
static const char *
endpoint(const json_t *doc, const char *name, const char *issuer)
{
	const json_t *value = json_object_get(doc, name);
	const char *url = json_string_value(value);

	if (url == NULL || !url_valid(url, json_string_length(value)) || strchr(url, '#') != NULL)
		return (NULL);
	return (strncmp(url, "https:", 6) == 0 || (is_http(url) && is_http(issuer)) ? url : NULL);
}

static bool
lists(const json_t *list, const char *word)
{
	json_t *one;
	size_t i;

	json_array_foreach (list, i, one)
		if (json_is_string(one) && strcmp(json_string_value(one), word) == 0)
			return (true);
	return (false);
}

static bool
lists_algorithm(const json_t *list)
{
	for (enum jws_alg alg = 0; alg < JWS_ALGS; alg++)
		if ((OIDC_ALGS & (1u << alg)) != 0 && lists(list, jws_alg_name(alg)))
			return (true);
	return (false);
}

static const char *
metadata_fault(const json_t *doc, const char *issuer, const struct oidc_metadata *m)
{
	const char *named = json_string_value(json_object_get(doc, "issuer"));
	const json_t *flows = json_object_get(doc, "response_types_supported");
	const json_t *algorithms = json_object_get(doc, "id_token_signing_alg_values_supported");
	const json_t *methods = json_object_get(doc, "code_challenge_methods_supported");

	if (!json_is_object(doc))
		return ("unreadable");
	if (named == NULL || strcmp(named, issuer) != 0)
		return ("issuer");
	if (m->authorization == NULL || m->token == NULL || m->keys == NULL)
		return ("endpoints");
	if (flows != NULL && !lists(flows, "code"))
		return ("flow");
	if (algorithms != NULL && !lists_algorithm(algorithms))
		return ("algorithms");
	/* some providers take S256 and do not list it */
	return (methods != NULL && !lists(methods, "S256") ? "pkce" : NULL);
}

const char *
oidc_metadata_read(const char *text, size_t n, const char *issuer, struct oidc_metadata *out)
{
	json_t *doc = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
	const char *fault;

	*out = (struct oidc_metadata) {
		.doc = doc,
		.authorization = endpoint(doc, "authorization_endpoint", issuer),
		.token = endpoint(doc, "token_endpoint", issuer),
		.keys = endpoint(doc, "jwks_uri", issuer),
		.userinfo = endpoint(doc, "userinfo_endpoint", issuer),
		.names_issuer = json_is_true(json_object_get(doc, "authorization_response_iss_parameter_supported")),
	};
	fault = metadata_fault(doc, issuer, out);
	if (fault != NULL)
		oidc_metadata_end(out);
	return (fault);
}

void
oidc_metadata_end(struct oidc_metadata *m)
{
	json_decref(m->doc);
	*m = (struct oidc_metadata) { NULL };
}
