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

void
clock_rfc3339(int64_t wall_ms, char out[CLOCK_RFC3339])
{
	time_t t = (time_t)(wall_ms / 1000);
	struct tm tm;
	size_t n;

	(void)gmtime_r(&t, &tm);
	n = strftime(out, CLOCK_RFC3339, "%Y-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(out + n, CLOCK_RFC3339 - n, ".%03uZ", (unsigned)(wall_ms % 1000) % 1000U);
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
