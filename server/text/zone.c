/* SPDX-License-Identifier: Apache-2.0 */
#include "text/zone.h"

#include <stddef.h>
#include <string.h>
#include <unicode/ucal.h>

#define MINUTE_MS 60000

/* The calendar of the zone that was asked for last: a page asks for one zone only. */
static struct {
	char name[ZONE_NAME_MAX];
	UCalendar *calendar;
} last;

/* The name in UTF-16. False: no name. */
static bool
zone_name(const char *name, UChar out[ZONE_NAME_MAX])
{
	size_t n = strlen(name);

	if (n == 0 || n >= ZONE_NAME_MAX)
		return (false);
	for (size_t i = 0; i <= n; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c > '~')
			return (false);
		out[i] = c;
	}
	return (true);
}

bool
zone_known(const char *name)
{
	UChar id[ZONE_NAME_MAX], canonical[ZONE_NAME_MAX];
	UBool listed = false;
	UErrorCode e = U_ZERO_ERROR;

	if (!zone_name(name, id))
		return (false);
	(void)ucal_getCanonicalTimeZoneID(id, -1, canonical, ZONE_NAME_MAX, &listed, &e);
	return (U_SUCCESS(e) && listed);
}

static UCalendar *
zone_calendar(const char *name)
{
	UChar id[ZONE_NAME_MAX];
	UErrorCode e = U_ZERO_ERROR;

	if (last.calendar != NULL && strcmp(last.name, name) == 0)
		return (last.calendar);
	ucal_close(last.calendar);
	last.calendar = NULL;
	if (!zone_name(name, id))
		return (NULL);
	last.calendar = ucal_open(id, -1, "en", UCAL_GREGORIAN, &e);
	(void)strcpy(last.name, name);
	return (U_SUCCESS(e) ? last.calendar : NULL);
}

int
zone_offset(const char *name, int64_t ms)
{
	UCalendar *calendar = name != NULL && strcmp(name, "UTC") != 0 ? zone_calendar(name) : NULL;
	UErrorCode e = U_ZERO_ERROR;
	int32_t offset;

	if (calendar == NULL)
		return (0);
	ucal_setMillis(calendar, (UDate)ms, &e);
	offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &e) + ucal_get(calendar, UCAL_DST_OFFSET, &e);
	return (U_SUCCESS(e) ? offset / MINUTE_MS : 0);
}
