#include "db/answer.h"

#include "base/mem.h"
#include "db/inside.h"

static int
row_of(const struct answer *a, int row)
{
	return (a->only > 0 ? row + a->only - 1 : row);
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
	return (PQgetisnull(a->res, row_of(a, row), col) != 0);
}

const char *
answer_text(const struct answer *a, int row, int col)
{
	const char *s = PQgetvalue(a->res, row_of(a, row), col);

	return (s != NULL ? s : "");
}

size_t
answer_len(const struct answer *a, int row, int col)
{
	return ((size_t)PQgetlength(a->res, row_of(a, row), col));
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
