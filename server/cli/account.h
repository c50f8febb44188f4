/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that the account commands share. Each prints its own error message. */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"

/* False for an unknown role. */
bool account_role_known(const char *role) MUST_USE;

/* The skeleton by which the database finds a username (text/name.h). False if no username has this form. */
bool account_skeleton(const char *name, struct buf *skeleton) MUST_USE;

/* Reads a new password, checks it like that of a sign-up and hashes it. email may be NULL: the stored address is used. */
bool account_new_password(const char *name, const char *skeleton, const char *email, struct buf *hash) MUST_USE;

/* Runs a query whose first column is ok or an outcome. Prints done (NULL: the second column) or an error. The exit status. */
int account_ask(const char *sql, const char *const *params, int n, const char *name, const char *done);

#endif
