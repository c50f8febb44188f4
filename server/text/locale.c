/* SPDX-License-Identifier: Apache-2.0 */
#include "text/locale.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const locales[] = { "en", "ko", NULL };

/* The known language of a range such as "ko-KR"; NULL: none. */
static const char *
range_locale(const char *range, size_t n)
{
	for (unsigned i = 0; locales[i] != NULL; i++)
		if (n >= 2 && strncasecmp(range, locales[i], 2) == 0 && (n == 2 || range[2] == '-'))
			return (locales[i]);
	return (NULL);
}

/* The weight of a range's parameters; 1 without one. */
static double
range_weight(const char *range, size_t n)
{
	const char *q = memmem(range, n, "q=", 2);

	return (q != NULL ? strtod(q + 2, NULL) : 1);
}

const char *
locale_of(const char *field)
{
	const char *best = "en", *one;
	double weight, best_weight = 0;
	size_t n;

	for (; field != NULL && *field != '\0'; field += n + (field[n] == ',')) {
		field += strspn(field, " \t");
		n = strcspn(field, ",");
		one = range_locale(field, strcspn(field, ",; \t"));
		weight = range_weight(field, n);
		if (one != NULL && weight > best_weight) {
			best = one;
			best_weight = weight;
		}
	}
	return (best);
}
