/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that the site commands share. Each prints its own error message. */
#ifndef CLI_SITE_H
#define CLI_SITE_H

#include <stdbool.h>

#include "base/buf.h"

struct owner;

#define SITE_NONE "there is no such site; madang site list shows all"
/* For commands with an optional --site. */
#define SITE_NONE_GIVEN "there is no such site, or there are several; name one with --site; madang site list shows all"

/* Appends origins, separated by spaces, as a PostgreSQL array. False for an origin that no browser would send. */
bool site_origins(const char *list, struct buf *array) MUST_USE;

/*
 * Runs a query as owner. Prints the first column of every row, or done in its place. Without a row it fails with the
 * message none. The exit status.
 */
int site_ask(const char *sql, const char *const *params, int n, const char *none, const char *done);

#endif
