/*
 * Do the database's functions fit the rows of statements.c? The call's text is
 * built from the row, the database describes what it prepared, and the two are
 * compared: parameter types, column names, column types.
 */
#ifndef DB_FIT_H
#define DB_FIT_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/buf.h"
#include "db/statements.h"

/* "select *, $n::text as nonce from api_1.NAME($1::type,…)" */
void signature_sql(const struct statement_row *, struct buf *out);

/*
 * described: result of PQdescribePrepared. True if it fits; else why gets one
 * sentence (appended; not the statement's name).
 */
bool signature_check(const struct statement_row *, const PGresult *described, struct buf *why);

/* The first line of an error result or connection message, without its newline. */
void signature_error(const PGresult *, struct buf *out);

#endif
