/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times from clients. The server reads exactly the grammar of RFC 3339 section 5.6 and checks every range. PostgreSQL gets
 * the server's own spelling only, so that it neither refuses a time nor reads it differently.
 */
#ifndef TEXT_RFC3339_H
#define TEXT_RFC3339_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define RFC3339_TEXT 28 /* "2026-11-23T08:15:30.123456Z" and its NUL */

/*
 * Reads "2026-11-23", which is the first moment of that day in UTC, or "2026-11-23T08:15:30[.fraction](Z|+hh:mm|-hh:mm)";
 * T and Z in either case. *us is in microseconds since 1970; smaller digits of the fraction are dropped.
 *
 * Second 60 is read only at the end of June or December in UTC, where leap seconds are (section 5.7). As in POSIX, it
 * counts as the next second. False for any other text, for a day that does not exist, and for years outside of 0001 to
 * 9999 in UTC.
 */
bool rfc3339_read(const char *text, int64_t *us) MUST_USE;

/* The text of a time from rfc3339_read(), in UTC with six digits of fraction. */
void rfc3339_text(int64_t us, char out[RFC3339_TEXT]);

#endif
