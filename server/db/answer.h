/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A database answer: rows and columns of text. The memory belongs to db/ and is valid until the callback that received
 * the answer returns. Copy values that a later step needs into the request's arena. Rows and columns count from 0; an
 * unknown row or column reads as NULL.
 *
 * Every api function returns `outcome text` as its first column. All functions but the most frequent reads return
 * exactly (outcome text, version bigint, body json).
 */
#ifndef DB_ANSWER_H
#define DB_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

struct answer;

int answer_rows(const struct answer *);
bool answer_null(const struct answer *, int row, int col);
/* NUL-terminated; "" for SQL's NULL. */
const char *answer_text(const struct answer *, int row, int col);
size_t answer_len(const struct answer *, int row, int col);
long answer_long(const struct answer *, int row, int col);
bool answer_bool(const struct answer *, int row, int col);

/* Column 0 of row 0; "" without rows. */
const char *answer_outcome(const struct answer *);
bool answer_is(const struct answer *, const char *outcome);

#endif
