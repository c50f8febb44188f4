/*
 * The database room's own: what answer.h hides. Not for other rooms (libpq's
 * header is not on their path, so it would not compile there).
 */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include <libpq-fe.h>

#include "db/answer.h"

struct answer {
	PGresult *res; /* never NULL */
};

#endif
