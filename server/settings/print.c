/* The table as people read it: the sample file and --help. */
#include "settings/parts.h"

#define COLUMNS 92

void
setting_number_text(const struct setting_row *row, long number, char out[UNIT_TEXT])
{
	if (row->type == TIME || row->type == SIZE)
		unit_print(row->type == TIME ? UNIT_TIME : UNIT_SIZE, row->unit, number, out);
	else
		(void)snprintf(out, UNIT_TEXT, "%ld", number);
}

static void
wrapped(FILE *out, const char *prefix, const char *text)
{
	size_t width = COLUMNS - strlen(prefix), n;

	while (*text != '\0') {
		n = strlen(text);
		if (n > width)
			for (n = width; n > 0 && text[n] != ' '; n--)
				;
		(void)fprintf(out, "%s%.*s\n", prefix, (int)n, text);
		text += n;
		text += *text == ' ';
	}
}

static void
default_text(const struct setting_row *row, char *out, size_t size)
{
	char number[UNIT_TEXT];

	if (row->type == TEXT)
		(void)snprintf(out, size, "%s", row->text);
	else if (row->type == BOOL)
		(void)snprintf(out, size, "%s", row->number != 0 ? "on" : "off");
	else {
		setting_number_text(row, row->number, number);
		(void)snprintf(out, size, "%s", number);
	}
}

static void
facts(const struct setting_row *row, char *out, size_t size)
{
	const char *blank = *row->unit != '\0' ? " " : "";
	const char *when = row->when == RESTART ? " Used at start only." : "";
	char min[UNIT_TEXT], max[UNIT_TEXT];

	setting_number_text(row, row->min, min);
	setting_number_text(row, row->max, max);
	if (row->type == INT)
		(void)snprintf(out, size, "From %s to %s%s%s.%s", min, max, blank, row->unit, when);
	else if (row->type == TIME || row->type == SIZE)
		(void)snprintf(out, size, "From %s to %s.%s", min, max, when);
	else if (row->type == BOOL)
		(void)snprintf(out, size, "on or off.%s", when);
	else
		(void)snprintf(out, size, "At most %ld octets.%s", row->max, when);
}

void
settings_sample(FILE *out)
{
	char text[256];
	const char *section = "";
	unsigned s;

	(void)fputs("# Madang's settings. Every line that is commented out shows a default.\n"
		    "# Times carry a unit (us, ms, s, min, h, d), sizes too (B, kB, MB, GB; 1 kB is 1024 bytes).\n"
		    "# A value may also come from the environment: MADANG_SECTION_KEY, for example\n"
		    "# MADANG_SERVER_LISTEN, stands over the file. database.url and database.owner_url\n"
		    "# may be file:/path or credential:NAME (systemd): the value is then in that file.\n"
		    "# `madang check` says what is wrong with a file; SIGHUP reads it again, and a file\n"
		    "# with a mistake changes nothing.\n",
	    out);
	for (s = 0; s < SETTING_COUNT; s++) {
		const struct setting_row *row = &setting_rows[s];

		if (strcmp(section, row->section) != 0)
			(void)fprintf(out, "\n[%s]\n", row->section);
		section = row->section;
		(void)fputc('\n', out);
		wrapped(out, "# ", row->help);
		facts(row, text, sizeof(text));
		wrapped(out, "# ", text);
		default_text(row, text, sizeof(text));
		(void)fprintf(out, "#%s =%s%s\n", row->key, *text != '\0' ? " " : "", text);
	}
}

void
settings_help(FILE *out)
{
	char text[256], name[SETTING_ENV];
	unsigned s;

	for (s = 0; s < SETTING_COUNT; s++) {
		const struct setting_row *row = &setting_rows[s];

		default_text(row, text, sizeof(text));
		setting_env((enum setting)s, name);
		(void)fprintf(out, "%s = %s  (%s)\n", setting_name((enum setting)s), text, name);
		wrapped(out, "    ", row->help);
		facts(row, text, sizeof(text));
		wrapped(out, "    ", text);
	}
}
