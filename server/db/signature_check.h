/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compares the database's functions with the rows of db/statements.h. signature_sql() builds the call of a row,
 * PostgreSQL prepares and describes it, and signature_check() compares parameter types, column names and column types.
 */
#ifndef DB_SIGNATURE_CHECK_H
#define DB_SIGNATURE_CHECK_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/buf.h"
#include "db/statements.h"

/* Appends "select *, $n::text as nonce from api_1.NAME($1::type,…)". */
void signature_sql(const struct statement_row *, struct buf *out);

/* described: the result of PQdescribePrepared. False after appending one sentence to why, without the statement's name. */
bool signature_check(const struct statement_row *, const PGresult *described, struct buf *why);

/* Appends the first line of an error, without its newline. */
void signature_error(const PGresult *, struct buf *out);

#endif
