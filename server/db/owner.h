/*
 * The command line's way to the database: one connection, one thing at a time,
 * waiting for each. migrate, check, account, import … use it; `serve` never does.
 *
 *   struct owner *o = owner_open(url, why);
 *   if (o == NULL) … why says it in one sentence
 *   if (!owner_do(o, "begin") || (a = owner_ask(o, "select $1::int + 1", (const char *[]){ "41" }, 1)) == NULL)
 *           … owner_error(o), owner_state(o)
 *   owner_end(a);
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
 * Connects, waiting at most 10 s (a connect_timeout in the URL wins). NULL after writing one
 * line to why: no such server, refused, wrong password, no such database. Never
 * says the password. The session has client_encoding UTF8, timezone UTC and
 * client_min_messages warning; warnings go to standard error.
 */
struct owner *owner_open(const char *url, char why[OWNER_WHY]) MUST_USE;
/* NULL is fine. An open transaction is rolled back. */
void owner_close(struct owner *);

/* Runs a script: any number of statements, results thrown away. */
bool owner_exec(struct owner *, const char *sql) MUST_USE;

/*
 * One statement with n parameters (text, or NULL for SQL's NULL). Its rows, by
 * answer.h's accessors (owner_cols and owner_name beside them); the caller ends
 * it with owner_end(). NULL when it failed.
 */
struct answer *owner_ask(struct owner *, const char *sql, const char *const *params, int n) MUST_USE;
void owner_answer_free(struct answer *);
int owner_cols(const struct answer *);
const char *owner_name(const struct answer *, int col);
/* Rows that an insert, update or delete touched. */
long owner_rows_changed(const struct answer *);

/* Of the last call that failed: one line with its detail and place; the SQLSTATE ("" if none). */
const char *owner_error(const struct owner *);
const char *owner_state(const struct owner *);

/* What of PostgreSQL's settings loses committed rows, or of the database's may harm its indexes: a line, to be freed; NULL: nothing. */
char *owner_risks(struct owner *);

/*
 * Runs the function by which `serve` looks whether a link of this kind can be asked, in a session set up as that
 * link's and a transaction that is rolled back. False: owner_error() says why not.
 */
bool owner_probe(struct owner *, enum db_conn_kind) MUST_USE;

/*
 * Prepares every row of db/statements.c and compares parameters and columns, as
 * `serve` does at connect. misfit is called for each that does not fit, with one
 * sentence. The number of misfits, or -1 when the connection failed.
 */
int owner_check_statements(struct owner *, void (*misfit)(void *arg, const char *statement, const char *why), void *arg) MUST_USE;

#endif
