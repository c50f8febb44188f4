/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units of settings. A time or a size carries its unit in the value: 500ms, 25s, 184d, 64MB. Units of time are
 * us, ms, s, min, h and d; of size B, kB, MB and GB, where 1 kB is 1024 bytes, as in PostgreSQL's settings.
 */
#ifndef SETTINGS_UNITS_H
#define SETTINGS_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum unit_kind { UNIT_TIME, UNIT_SIZE };

#define UNIT_TEXT 40 /* bytes of the longest value with its unit, and its NUL */

/*
 * Reads "25s" as a number of base units ("ms", "kB", …). False, with one sentence in why, for a number without a unit,
 * an unknown unit, or a value that is not a whole number of base units. "0" needs no unit.
 */
bool unit_parse(enum unit_kind, const char *base, const char *text, long *out, char why[160]) MUST_USE;
/* The value in the largest unit that divides it: 25000 of "ms" is "25s"; 0 is "0". */
void unit_print(enum unit_kind, const char *base, long value, char out[UNIT_TEXT]);

#endif
