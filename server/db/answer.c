/* SPDX-License-Identifier: Apache-2.0 */
#include "db/answer.h"

#include "base/mem.h"
#include "db/internal.h"

/* The row in the result, or -1 if the answer has no such row or column: libpq would print a warning. */
static int
row_of(const struct answer *a, int row, int col)
{
	if (row < 0 || row >= answer_rows(a) || col < 0 || col >= PQnfields(a->res))
		return (-1);
	return (a->only > 0 ? a->only - 1 : row);
}

int
answer_rows(const struct answer *a)
{
	int n = PQntuples(a->res);

	if (a->only > 0)
		return (a->only <= n);
	return (n);
}

bool
answer_null(const struct answer *a, int row, int col)
{
	int at = row_of(a, row, col);

	return (at < 0 || PQgetisnull(a->res, at, col) != 0);
}

const char *
answer_text(const struct answer *a, int row, int col)
{
	int at = row_of(a, row, col);

	return (at < 0 ? "" : PQgetvalue(a->res, at, col));
}

size_t
answer_len(const struct answer *a, int row, int col)
{
	int at = row_of(a, row, col);

	return (at < 0 ? 0 : (size_t)PQgetlength(a->res, at, col));
}

long
answer_long(const struct answer *a, int row, int col)
{
	return (strtol(answer_text(a, row, col), NULL, 10));
}

bool
answer_bool(const struct answer *a, int row, int col)
{
	return (answer_text(a, row, col)[0] == 't');
}

const char *
answer_outcome(const struct answer *a)
{
	return (answer_rows(a) > 0 ? answer_text(a, 0, 0) : "");
}

bool
answer_is(const struct answer *a, const char *outcome)
{
	return (strcmp(answer_outcome(a), outcome) == 0);
}
