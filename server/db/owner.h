/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line's connection to the database. Calls block, one at a time. migrate, check, account and other
 * commands use it; a worker never does.
 *
 *   struct owner *o = owner_open(url, why);
 *   if (o == NULL) … why is one sentence.
 *   if (!owner_exec(o, "begin") || (a = owner_ask(o, "select $1::int + 1", (const char *[]){ "41" }, 1)) == NULL)
 *           … owner_error(o), owner_state(o)
 *   owner_answer_free(a);
 *   owner_close(o);
 */
#ifndef DB_OWNER_H
#define DB_OWNER_H

#include <stdbool.h>

#include "base/mem.h"
#include "db/answer.h"
#include "db/statements.h"

struct owner;

#define OWNER_WHY 512

/*
 * Connects within 10 s; a connect_timeout in the URL overrides this. NULL after writing one line to why, for example
 * an unknown server, a wrong password or an unknown database. The line never contains the password. The session has
 * client_encoding UTF8, timezone UTC and client_min_messages warning; warnings go to standard error.
 */
struct owner *owner_open(const char *url, char why[OWNER_WHY]) MUST_USE;
/* Accepts NULL. An open transaction is rolled back. */
void owner_close(struct owner *);

/* Runs a script of any number of statements and discards the results. */
bool owner_exec(struct owner *, const char *sql) MUST_USE;

/*
 * Runs one statement with n parameters (text, or NULL for SQL's NULL) and returns its rows; NULL if it failed. Read
 * them with the accessors of answer.h, owner_cols() and owner_name(), and free them with owner_answer_free().
 */
struct answer *owner_ask(struct owner *, const char *sql, const char *const *params, int n) MUST_USE;
void owner_answer_free(struct answer *);
int owner_cols(const struct answer *);
const char *owner_name(const struct answer *, int col);
/* The number of rows that an insert, update or delete changed. */
long owner_rows_changed(const struct answer *);

/* The error of the last failed call: one line with detail and place, and the SQLSTATE ("" if none). */
const char *owner_error(const struct owner *);
const char *owner_state(const struct owner *);

/* One line about settings that can lose committed rows or damage indexes, to be freed; NULL if there are none. */
char *owner_risks(struct owner *);

/*
 * Runs the probe of a connection of this kind, in a session set up like it and a transaction that is rolled back.
 * False: owner_error() gives the reason.
 */
bool owner_probe(struct owner *, enum db_conn_kind) MUST_USE;

/*
 * Prepares every row of db/statements.h and compares parameters and columns, as a worker does at connect. Calls
 * mismatch with one sentence for each difference. Returns the number of mismatches, or -1 if the connection failed.
 */
int owner_check_statements(struct owner *, void (*mismatch)(void *arg, const char *statement, const char *why),
    void *arg) MUST_USE;

#endif
