/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: no bytes make a good token without the key, and no set of keys breaks its reader. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "secret/jwt.h"
#include "secret/token.h"

#define SET \
	"{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}]}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct jwt_expected expected = { .algs = (1u << JWS_ALGS) - 1,
		.issuer = "joe",
		.audience = "madang",
		.now_s = 1300819300 };
	static struct jwks *keys;
	struct jwks *read;
	json_t *claims;
	char why[256];

	if (keys == NULL) {
		secret_start();
		keys = jwks_parse(SET, strlen(SET), true, why);
	}
	if (jwt_verify(keys, &expected, (const char *)data, size, &claims) == JWT_GOOD || claims != NULL)
		abort();
	if (jwt_signed_part((const char *)data, size) > size)
		abort();
	claims = jwt_unverified((const char *)data, size);
	(void)jwt_audience(claims);
	json_decref(claims);
	if ((read = jwks_parse((const char *)data, size, true, why)) != NULL && jwks_count(read) == 0)
		abort();
	jwks_end(read);
	return (0);
}
