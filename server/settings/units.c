/* SPDX-License-Identifier: Apache-2.0 */
#include "settings/units.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unit {
	const char *name;
	int64_t size; /* in the smallest unit of its kind */
};

static const struct unit times[] = { { "us", 1 }, { "ms", 1000 }, { "s", 1000000 }, { "min", 60000000 },
	{ "h", INT64_C(3600000000) }, { "d", INT64_C(86400000000) } };
static const struct unit sizes[] = { { "B", 1 }, { "kB", 1024 }, { "MB", 1048576 }, { "GB", INT64_C(1073741824) } };

static const struct {
	const struct unit *units;
	size_t count;
	const char *accepted;
} kinds[] = {
	[UNIT_TIME] = { times, LENGTH(times), "us, ms, s, min, h or d" },
	[UNIT_SIZE] = { sizes, LENGTH(sizes), "B, kB, MB or GB" },
};

static const struct unit *
unit_find(enum unit_kind kind, const char *name)
{
	for (size_t i = 0; i < kinds[kind].count; i++)
		if (strcmp(kinds[kind].units[i].name, name) == 0)
			return (&kinds[kind].units[i]);
	return (NULL);
}

bool
unit_parse(enum unit_kind kind, const char *base, const char *text, long *out, char why[160])
{
	const struct unit *in = unit_find(kind, base), *given;
	char *end;
	long number;
	int64_t value;

	errno = 0;
	number = strtol(text, &end, 10);
	if (end == text || *text < '0' || *text > '9' || errno != 0) {
		(void)snprintf(why, 160, "a number with a unit (%s) is needed, not \"%.40s\"", kinds[kind].accepted, text);
		return (false);
	}
	if (number == 0 && *end == '\0') {
		*out = 0;
		return (true);
	}
	end += *end == ' ';
	given = unit_find(kind, end);
	if (given == NULL) {
		(void)snprintf(why, 160, "\"%.40s\" %s; the units are %s", text,
		    *end == '\0' ? "has no unit" : "has an unknown unit", kinds[kind].accepted);
		return (false);
	}
	if (__builtin_mul_overflow((int64_t)number, given->size, &value) || value % in->size != 0 ||
	    value / in->size > LONG_MAX) {
		(void)snprintf(why, 160, "\"%.40s\" is not a whole number of %s", text, base);
		return (false);
	}
	*out = (long)(value / in->size);
	return (true);
}

void
unit_print(enum unit_kind kind, const char *base, long value, char out[UNIT_TEXT])
{
	int64_t total = (int64_t)value * unit_find(kind, base)->size;
	const struct unit *best = &kinds[kind].units[0];

	for (size_t i = 0; i < kinds[kind].count; i++)
		if (total % kinds[kind].units[i].size == 0)
			best = &kinds[kind].units[i];
	if (value == 0)
		(void)snprintf(out, UNIT_TEXT, "0");
	else
		(void)snprintf(out, UNIT_TEXT, "%lld%s", (long long)(total / best->size), best->name);
}
