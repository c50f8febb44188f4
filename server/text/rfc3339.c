/* SPDX-License-Identifier: Apache-2.0 */
#include "text/rfc3339.h"

#include <string.h>

#include "base/clock.h"

#define DAY_S	  INT64_C(86400)
#define SECOND_US INT64_C(1000000)
#define FIRST_DAY (-719162) /* 0001-01-01, in days since 1970-01-01 */
#define LAST_DAY  2932896   /* 9999-12-31 */

/* Exactly width digits that make a number from min to max. */
static bool
read_digits(const char **at, int width, int min, int max, int *out)
{
	*out = 0;
	for (; width > 0; width--, (*at)++) {
		if (**at < '0' || **at > '9')
			return (false);
		*out = *out * 10 + (**at - '0');
	}
	return (*out >= min && *out <= max);
}

static bool
read_literal(const char **at, const char *one_of)
{
	if (**at == '\0' || strchr(one_of, **at) == NULL)
		return (false);
	(*at)++;
	return (true);
}

static int
days_in(int year, int month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return (month == 2 ? 28 + leap : 30 + (month + month / 8) % 2);
}

/*
 * Days since 1970-01-01. Years begin in March here, so that the leap day is a
 * year's last: then (153 m + 2) / 5 days precede the m-th month after March.
 * 400 years, which are 146097 days, keep the numbers above zero.
 */
static int64_t
day_number(int year, int month, int day)
{
	int64_t y = year - (month <= 2) + 400, m = (month + 9) % 12;

	return (y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468 - 146097);
}

static bool
read_date(const char **at, int64_t *days)
{
	int year, month, day;

	if (!read_digits(at, 4, 0, 9999, &year) || !read_literal(at, "-") || !read_digits(at, 2, 1, 12, &month) ||
	    !read_literal(at, "-") || !read_digits(at, 2, 1, days_in(year, month), &day))
		return (false);
	*days = day_number(year, month, day);
	return (true);
}

static bool
read_fraction(const char **at, int64_t *us)
{
	int64_t unit = SECOND_US / 10;

	if (!read_literal(at, "."))
		return (true);
	if (**at < '0' || **at > '9')
		return (false);
	for (; **at >= '0' && **at <= '9'; (*at)++, unit /= 10)
		*us += (**at - '0') * unit;
	return (true);
}

/* Seconds east of UTC. */
static bool
read_offset(const char **at, int *seconds)
{
	int hour, minute, sign = **at == '-' ? -1 : 1;

	*seconds = 0;
	if (read_literal(at, "Zz"))
		return (true);
	if (!read_literal(at, "+-") || !read_digits(at, 2, 0, 23, &hour) || !read_literal(at, ":") ||
	    !read_digits(at, 2, 0, 59, &minute))
		return (false);
	*seconds = sign * (hour * 3600 + minute * 60);
	return (true);
}

/* Is this second, counted as 60 of its minute, the end of June or December in UTC? */
static bool
leap_second_possible(int64_t second)
{
	char text[RFC3339_TEXT];

	rfc3339_text(second * SECOND_US, text);
	return (memcmp(text + 4, "-01-01T00:00:00", 15) == 0 || memcmp(text + 4, "-07-01T00:00:00", 15) == 0);
}

bool
rfc3339_read(const char *text, int64_t *us)
{
	int hour = 0, minute = 0, second = 0, offset = 0;
	int64_t days, fraction = 0, at_second;
	const char *at = text;

	if (!read_date(&at, &days))
		return (false);
	if (*at != '\0' &&
	    (!read_literal(&at, "Tt") || !read_digits(&at, 2, 0, 23, &hour) || !read_literal(&at, ":") ||
		!read_digits(&at, 2, 0, 59, &minute) || !read_literal(&at, ":") || !read_digits(&at, 2, 0, 60, &second) ||
		!read_fraction(&at, &fraction) || !read_offset(&at, &offset)))
		return (false);
	at_second = days * DAY_S + hour * 3600 + minute * 60 + second - offset;
	if (*at != '\0' || at_second < FIRST_DAY * DAY_S || at_second >= (LAST_DAY + 1) * DAY_S)
		return (false);
	if (second == 60 && !leap_second_possible(at_second))
		return (false);
	*us = at_second * SECOND_US + fraction;
	return (true);
}

void
rfc3339_text(int64_t us, char out[RFC3339_TEXT])
{
	int64_t since = us - FIRST_DAY * DAY_S * SECOND_US, rest = since % 1000;

	clock_rfc3339(since / 1000 + FIRST_DAY * DAY_S * 1000, out);
	out[23] = (char)('0' + rest / 100);
	out[24] = (char)('0' + rest / 10 % 10);
	out[25] = (char)('0' + rest % 10);
	out[26] = 'Z';
	out[27] = '\0';
}
