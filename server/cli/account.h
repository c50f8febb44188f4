/* What the three account commands share. */
#ifndef ADMIN_ACCOUNT_H
#define ADMIN_ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"

/* The role's name is one of ours; else says so. */
bool account_role_known(const char *role) MUST_USE;

/* What a typed name is looked up by; false after saying why. */
bool account_skeleton(const char *name, struct buf *skeleton) MUST_USE;

/*
 * Reads a new password, checks it like a sign-up's and hashes it. hash is empty
 * after a fault, which was told. email may be NULL: the account's own address counts too.
 */
bool account_new_password(const char *name, const char *skeleton, const char *email, struct buf *hash) MUST_USE;

/* A one-column question to the owner about this account that answers ok or an outcome; 0 or 1 after telling. */
int account_ask(const char *sql, const char *const *params, int n, const char *name, const char *done);

#endif
