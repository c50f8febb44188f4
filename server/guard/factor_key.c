/* SPDX-License-Identifier: Apache-2.0 */
#include "guard/factor_key.h"

#include <string.h>

#include "settings/settings.h"

const struct secret_key *
factor_key(struct secret_key *out)
{
	const char *secret = setting_filled(ACCOUNTS_FACTOR_KEY);

	if (secret == NULL)
		return (NULL);
	secret_key_derive(out, secret, strlen(secret), "totp");
	return (out);
}
