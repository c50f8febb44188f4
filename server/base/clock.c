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

/*
 * The date of a day since 1970-01-01, in whole numbers: gmtime_r() takes a lock and
 * looks for the zone each time. Years begin in March here, so that the leap day is a
 * year's last; 719468 days lie between 0000-03-01 and 1970, 146097 in 400 years.
 */
static struct date
date_of(int64_t day)
{
	unsigned z = (unsigned)(day + 719468), era = z / 146097, of_era = z % 146097;
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
	unsigned second = (unsigned)(wall_ms / 1000 % 86400);
	struct date d = date_of(wall_ms / 86400000);

	memcpy(out, form, sizeof(form));
	put_digits(out, 4, d.year);
	put_digits(out + 5, 2, d.month);
	put_digits(out + 8, 2, d.day);
	put_digits(out + 11, 2, second / 3600);
	put_digits(out + 14, 2, second / 60 % 60);
	put_digits(out + 17, 2, second % 60);
	put_digits(out + 20, 3, (unsigned)(wall_ms % 1000));
}

void
clock_http(int64_t wall_ms, char out[CLOCK_HTTP])
{
	static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)(wall_ms / 1000);
	struct tm tm;

	(void)gmtime_r(&t, &tm);
	(void)snprintf(out, CLOCK_HTTP, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[tm.tm_wday],
	    (unsigned)tm.tm_mday % 100U, months[tm.tm_mon], (unsigned)(tm.tm_year + 1900) % 10000U,
	    (unsigned)tm.tm_hour % 100U, (unsigned)tm.tm_min % 100U, (unsigned)tm.tm_sec % 100U);
}

bool
clock_rfc3339_valid(const char *text)
{
	struct tm tm = { 0 }, again;
	const char *end;
	time_t t;

	if (strlen(text) < 10 || strlen(text) > 30 || strspn(text, "0123456789") != 4)
		return (false);
	end = strptime(text, text[10] == 'T' ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%d", &tm);
	if (end == NULL || tm.tm_year < 70 || tm.tm_sec > 59)
		return (false);
	if (text[10] == 'T') {
		if (*end == '.')
			end += 1 + strspn(end + 1, "0123456789");
		if (*end++ != 'Z')
			return (false);
	}
	t = timegm(&tm);
	(void)gmtime_r(&t, &again);
	return (*end == '\0' && again.tm_mday == tm.tm_mday && again.tm_mon == tm.tm_mon);
}
