/*
 * Times from outside. The server reads exactly the grammar of RFC 3339 section
 * 5.6, decides every range itself, and hands only its own spelling on, so that
 * PostgreSQL never sees a text it could refuse or read in another way.
 */
#ifndef TEXT_RFC3339_H
#define TEXT_RFC3339_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define RFC3339_TEXT 28 /* "2026-11-23T08:15:30.123456Z" and its NUL */

/*
 * Reads "2026-11-23", which is the first moment of that day in UTC, or
 * "2026-11-23T08:15:30[.fraction](Z|+hh:mm|-hh:mm)"; T and Z in either case.
 * *us is in microseconds since 1970; further digits of the fraction are dropped.
 * The second 60 is taken where a leap second can be: as the last of June or of
 * December in UTC (section 5.7). It counts as the second after it, as in POSIX.
 * False for any other text, for a day that does not exist, and for a moment
 * outside of the years 0001 to 9999 in UTC, which have no text of four digits.
 */
bool rfc3339_read(const char *text, int64_t *us) MUST_USE;

/* The moment of a time that rfc3339_read() gave, in UTC. */
void rfc3339_text(int64_t us, char out[RFC3339_TEXT]);

#endif
