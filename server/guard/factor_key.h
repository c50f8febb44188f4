/* SPDX-License-Identifier: Apache-2.0 */
/* The key that encrypts the secrets of authenticator apps: of the setting accounts.factor_key. */
#ifndef GUARD_FACTOR_KEY_H
#define GUARD_FACTOR_KEY_H

#include "secret/token.h"

/* The key, in out, which the caller wipes; NULL: there is none. */
const struct secret_key *factor_key(struct secret_key *out);

#endif
