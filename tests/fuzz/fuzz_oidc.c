/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a provider's metadata name its issuer and addresses that may be used, or none; no claims break their checks. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "secret/token.h"
#include "session/oidc_id_token.h"
#include "session/oidc_metadata.h"
#include "text/url.h"

#define ISSUER "https://id.example"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_endpoint(const char *url)
{
	if (strncmp(url, "https:", 6) != 0 || !url_valid(url, strlen(url)))
		abort();
}

static void
check_metadata(const char *text, size_t n)
{
	struct oidc_metadata m;

	if (oidc_metadata_read(text, n, ISSUER, &m) != NULL)
		return;
	if (strcmp(json_string_value(json_object_get(m.doc, "issuer")), ISSUER) != 0)
		abort();
	check_endpoint(m.authorization);
	check_endpoint(m.token);
	check_endpoint(m.keys);
	if (m.userinfo != NULL)
		check_endpoint(m.userinfo);
	oidc_metadata_end(&m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	json_t *claims, *asked = json_string("silver gold");
	const struct oidc_expected expected = { .client_id = "madang",
		.nonce = "n",
		.access_token = "access",
		.max_age_s = 300,
		.now_s = 1800000000,
		.begun_s = 1800000000,
		.acr_values = asked };

	secret_start();
	check_metadata(text, size);
	claims = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
	if (oidc_claims_fault(claims, &expected) == NULL && strcmp(json_string_value(json_object_get(claims, "nonce")), "n") != 0)
		abort();
	if (oidc_second_factor(NULL, claims))
		abort();
	json_decref(claims);
	json_decref(asked);
	return (0);
}
