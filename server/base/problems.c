/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each table of problems.h is expanded here into an array, so a row has one definition. A lookup by code or status takes
 * the first row, which is the general one.
 */
#include "base/problems.h"

#include <string.h>

#include "base/mem.h"

enum client_action {
#define X(name, text) ACTION_##name,
	CLIENT_ACTIONS(X)
#undef X
};

static const char *const actions[] = {
#define X(name, text) text,
	CLIENT_ACTIONS(X)
#undef X
};

/* clang-format off */
static const struct {
	int status;
	const char *code;
	enum client_action action;
	const char *detail;
} problems[] = {
	{ 0, "", ACTION_CORRECT, "" },
#define X(name, status, code, action, detail) { status, code, ACTION_##action, detail },
	PROBLEMS(X)
#undef X
};
/* clang-format on */

static const struct {
	const char *code, *sentence;
} checks[] = {
#define X(code, sentence) { code, sentence },
	CHECKS(X)
#undef X
};

int
problem_status(enum problem p)
{
	return (problems[p].status);
}

const char *
problem_code(enum problem p)
{
	return (problems[p].code);
}

const char *
problem_detail(enum problem p)
{
	return (problems[p].detail);
}

const char *
problem_action(enum problem p)
{
	return (actions[problems[p].action]);
}

enum problem
problem_named(const char *code)
{
	for (size_t i = 1; i < LENGTH(problems); i++)
		if (strcmp(problems[i].code, code) == 0)
			return ((enum problem)i);
	return (PROBLEM_NONE);
}

enum problem
problem_of_status(int status)
{
	for (size_t i = 1; i < LENGTH(problems); i++)
		if (problems[i].status == status)
			return ((enum problem)i);
	return (PROBLEM_INTERNAL);
}

/* ---- sentences */

static const char *
value_of(const char *name, size_t n, const struct problem_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(values[i].name) == n && memcmp(values[i].name, name, n) == 0)
			return (values[i].text);
	return (NULL);
}

void
problem_fill(struct buf *out, const char *sentence, const struct problem_value *values, size_t count)
{
	const char *open, *close, *value;

	while ((open = strchr(sentence, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		buf_add(out, sentence, (size_t)(open - sentence));
		value = value_of(open + 1, (size_t)(close - open - 1), values, count);
		if (value != NULL)
			buf_puts(out, value);
		else
			buf_add(out, open, (size_t)(close - open) + 1);
		sentence = close + 1;
	}
	buf_puts(out, sentence);
}

void
problem_wait(struct buf *out, long seconds)
{
	static const struct {
		long seconds;
		const char *name;
	} units[] = { { 3600, "hour" }, { 60, "minute" }, { 1, "second" } };
	size_t i = 0;
	long n;

	while (i + 1 < LENGTH(units) && seconds < 2 * units[i].seconds)
		i++;
	n = seconds > 0 ? (seconds + units[i].seconds - 1) / units[i].seconds : 1;
	buf_printf(out, "%ld %s%s", n, units[i].name, n == 1 ? "" : "s");
}

const char *
check_sentence(const char *code)
{
	enum problem p = problem_named(code);

	for (size_t i = 0; i < LENGTH(checks); i++)
		if (strcmp(checks[i].code, code) == 0)
			return (checks[i].sentence);
	return (p != PROBLEM_NONE ? problem_detail(p) : NULL);
}

const char *
check_code(size_t i)
{
	return (i < LENGTH(checks) ? checks[i].code : NULL);
}
