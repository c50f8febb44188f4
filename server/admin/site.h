/* What the site commands share. */
#ifndef ADMIN_SITE_H
#define ADMIN_SITE_H

#include <stdbool.h>

#include "base/buf.h"

struct owner;

/*
 * Appends origins (separated by blanks) as PostgreSQL's array text; false after
 * saying which one a browser would not send.
 */
bool site_origins(const char *list, struct buf *array) MUST_USE;

/* One question as owner; prints the first column of every row. 1 after saying why, or that there is no such site. */
int site_ask(const char *sql, const char *const *params, int n);

#endif
