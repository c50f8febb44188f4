/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Declarations that the sources of settings/ share: settings.c (values, file, environment), check.c (rules between
 * values), print.c (sample, help, manual page).
 */
#ifndef SETTINGS_PARTS_H
#define SETTINGS_PARTS_H

#include "settings/settings.h"
#include "settings/units.h"

enum setting_type {
	INT,  /* a count, without a unit */
	TIME, /* in the row's unit: "us", "ms", "s" or "d" */
	SIZE, /* in the row's unit: "B", "kB" or "MB" */
	TEXT,
	BOOL,
};
enum setting_when { RELOAD, RESTART };

struct setting_row {
	const char *section, *key;
	enum setting_type type;
	long number;	  /* default of all but TEXT */
	const char *text; /* default of TEXT */
	long min, max;
	const char *unit;
	enum setting_when when;
	const char *help;
};

/* A number as the file writes it: 25s, 64MB, 100. */
void setting_number_text(const struct setting_row *, long number, char out[UNIT_TEXT]);

extern const struct setting_row setting_rows[SETTING_COUNT];

#define SETTING_ENV 64 /* "MADANG_SECTION_KEY" and its NUL */
void setting_env(enum setting, char out[SETTING_ENV]);

/* Reports an error with the file and line, or the environment, that the new value came from. */
void settings_wrong(enum setting, const char *format, ...) PRINTF_LIKE(2, 3);

/* Checks rules between values. The new values are in force meanwhile. */
void settings_check(void);

#endif
