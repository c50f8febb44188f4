/* What the site commands share. */
#ifndef ADMIN_SITE_H
#define ADMIN_SITE_H

#include <stdbool.h>

#include "base/buf.h"

struct owner;

#define SITE_NONE "there is no such site; madang site list shows all"
/* Where --site may be left out. */
#define SITE_NONE_GIVEN "there is no such site, or it is not clear which: --site names one, madang site list shows all"

/*
 * Appends origins (separated by blanks) as PostgreSQL's array text; false after
 * saying which one a browser would not send.
 */
bool site_origins(const char *list, struct buf *array) MUST_USE;

/*
 * One question as owner; prints the first column of every row, or done in its place, which the database need not
 * see. 1 after saying why it failed, or none, where there was no row.
 */
int site_ask(const char *sql, const char *const *params, int n, const char *none, const char *done);

#endif
