/*
 * What the database answered: rows and columns of text, all of it memory of the
 * database layer, good until the step that was given it returns. Copy what a
 * later step needs into the request's arena.
 *
 * Every api function returns `outcome text` as its first column. Functions that
 * are not hot reads return exactly (outcome text, version bigint, body json).
 */
#ifndef DB_ANSWER_H
#define DB_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

struct answer;

int answer_rows(const struct answer *);
bool answer_null(const struct answer *, int row, int col);
/* NUL-terminated; "" for NULL. */
const char *answer_text(const struct answer *, int row, int col);
size_t answer_len(const struct answer *, int row, int col);
long answer_long(const struct answer *, int row, int col);
bool answer_bool(const struct answer *, int row, int col);

/* Column 0 of row 0; "" without rows. */
const char *answer_outcome(const struct answer *);
bool answer_is(const struct answer *, const char *outcome);

#endif
