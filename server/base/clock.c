/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <time.h>

#include "base/mem.h"

static int64_t
read_us(clockid_t which)
{
	struct timespec ts;

	(void)clock_gettime(which, &ts);
	return ((int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000);
}

int64_t
clock_ms(void)
{
	return (read_us(CLOCK_MONOTONIC) / 1000);
}

int64_t
clock_us(void)
{
	return (read_us(CLOCK_MONOTONIC));
}

int64_t
clock_wall_ms(void)
{
	return (read_us(CLOCK_REALTIME) / 1000);
}

struct date {
	unsigned year, month, day;
};

#define DAY_MS	 86400000
#define EPOCH_MS (INT64_C(719468) * DAY_MS) /* from 0000-03-01 to 1970-01-01 */

/*
 * The date of a day since 0000-03-01, in integers; gmtime_r() takes a lock and looks up the time zone in each call.
 * Years begin in March here, so the leap day is the last day of a year. 400 years have 146097 days. (Hinnant:
 * chrono-compatible low-level date algorithms, civil_from_days.)
 */
static struct date
date_of(unsigned z)
{
	unsigned era = z / 146097, of_era = z % 146097;
	unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
	unsigned march = (5 * of_year + 2) / 153;
	struct date d = { .day = of_year - (153 * march + 2) / 5 + 1, .month = march < 10 ? march + 3 : march - 9 };

	d.year = year + era * 400 + (d.month <= 2);
	return (d);
}

static void
put_digits(char *out, unsigned width, unsigned n)
{
	for (; width > 0; n /= 10)
		out[--width] = (char)('0' + n % 10);
}

void
clock_rfc3339(int64_t wall_ms, char out[CLOCK_RFC3339])
{
	static const char form[CLOCK_RFC3339] = "0000-00-00T00:00:00.000Z";
	uint64_t since = (uint64_t)(wall_ms + EPOCH_MS);
	unsigned second = (unsigned)(since / 1000 % 86400);
	struct date d = date_of((unsigned)(since / DAY_MS));

	memcpy(out, form, sizeof(form));
	put_digits(out, 4, d.year);
	put_digits(out + 5, 2, d.month);
	put_digits(out + 8, 2, d.day);
	put_digits(out + 11, 2, second / 3600);
	put_digits(out + 14, 2, second / 60 % 60);
	put_digits(out + 17, 2, second % 60);
	put_digits(out + 20, 3, (unsigned)(since % 1000));
}

void
clock_http(int64_t wall_ms, char out[CLOCK_HTTP])
{
	static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)(wall_ms / 1000);
	struct tm tm;

	(void)gmtime_r(&t, &tm);
	(void)snprintf(out, CLOCK_HTTP, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[tm.tm_wday], (unsigned)tm.tm_mday % 100U,
	    months[tm.tm_mon], (unsigned)(tm.tm_year + 1900) % 10000U, (unsigned)tm.tm_hour % 100U, (unsigned)tm.tm_min % 100U,
	    (unsigned)tm.tm_sec % 100U);
}
