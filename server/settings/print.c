/* SPDX-License-Identifier: Apache-2.0 */
/* The table as text: the sample file, the list and the manual page. */
#include "base/help_text.h"
#include "settings/parts.h"

void
setting_number_text(const struct setting_row *row, long number, char out[UNIT_TEXT])
{
	if (row->type == TIME || row->type == SIZE)
		unit_print(row->type == TIME ? UNIT_TIME : UNIT_SIZE, row->unit, number, out);
	else
		(void)snprintf(out, UNIT_TEXT, "%ld", number);
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
bounds_text(const struct setting_row *row, char *out, size_t size)
{
	const char *space = *row->unit != '\0' ? " " : "";
	const char *when = row->when == RESTART ? " A change needs a restart." : "";
	char min[UNIT_TEXT], max[UNIT_TEXT];

	setting_number_text(row, row->min, min);
	setting_number_text(row, row->max, max);
	if (row->type == INT)
		(void)snprintf(out, size, "From %s to %s%s%s.%s", min, max, space, row->unit, when);
	else if (row->type == TIME || row->type == SIZE)
		(void)snprintf(out, size, "From %s to %s.%s", min, max, when);
	else if (row->type == BOOL)
		(void)snprintf(out, size, "on or off.%s", when);
	else
		(void)snprintf(out, size, "At most %ld bytes.%s", row->max, when);
}

static const char *const introduction[] = {
	"Times have a unit (us, ms, s, min, h, d), and so have sizes (B, kB, MB, GB; 1 kB is 1024 bytes).",
	"A variable MADANG_SECTION_KEY in the environment, for example MADANG_SERVER_LISTEN, overrides the file.",
	"database.url, database.owner_url, audit.network_key and accounts.factor_key may be file:/path or credential:NAME (systemd). The value is then read from that file.",
	"`madang check` checks a file. SIGHUP makes the server read the file again; if the file has an error, the server changes nothing.",
};

void
settings_sample(FILE *out)
{
	char text[256];
	const char *section = "";
	unsigned s;

	(void)fputs("# Settings of Madang; see madang.conf(5). Each line with a key is commented out and shows the default.\n",
	    out);
	for (s = 0; s < LENGTH(introduction); s++)
		help_text_wrap(out, "# ", introduction[s]);
	for (s = 0; s < SETTING_COUNT; s++) {
		const struct setting_row *row = &setting_rows[s];

		if (strcmp(section, row->section) != 0)
			(void)fprintf(out, "\n[%s]\n", row->section);
		section = row->section;
		(void)fputc('\n', out);
		help_text_wrap(out, "# ", row->help);
		bounds_text(row, text, sizeof(text));
		help_text_wrap(out, "# ", text);
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
		help_text_wrap(out, "    ", row->help);
		bounds_text(row, text, sizeof(text));
		help_text_wrap(out, "    ", text);
	}
}

static void
put_row(FILE *out, const struct setting_row *row)
{
	char text[256];

	default_text(row, text, sizeof(text));
	(void)fprintf(out, ".TP\n.B %s =%s", row->key, *text != '\0' ? " " : "");
	help_text_roff(out, text);
	(void)fputc('\n', out);
	help_text_roff(out, row->help);
	bounds_text(row, text, sizeof(text));
	(void)fputc('\n', out);
	help_text_roff(out, text);
	(void)fputc('\n', out);
}

void
settings_manual(FILE *out)
{
	const char *section = "";
	unsigned s;

	(void)fputs(".\\\" Made by `madang manual madang.conf`; edit server/settings/settings.h instead.\n"
		    ".TH MADANG.CONF 5 " MANUAL_DATE " Madang \"File Formats\"\n"
		    ".SH NAME\nmadang.conf \\- settings of the comment server Madang\n"
		    ".SH DESCRIPTION\nThe file has sections, \\fB[section]\\fP, with lines \\fBkey = value\\fP.\n"
		    "Lines that begin with # or ; are comments.\nA text may continue in lines that begin with a space.\n",
	    out);
	for (s = 0; s < LENGTH(introduction); s++) {
		(void)fputs(".PP\n", out);
		help_text_roff(out, introduction[s]);
		(void)fputc('\n', out);
	}
	(void)fputs(".SH SETTINGS\nEach entry shows the default.\n", out);
	for (s = 0; s < SETTING_COUNT; s++) {
		if (strcmp(section, setting_rows[s].section) != 0)
			(void)fprintf(out, ".SS [%s]\n", setting_rows[s].section);
		section = setting_rows[s].section;
		put_row(out, &setting_rows[s]);
	}
	(void)fputs(".SH SEE ALSO\n.BR madang (1)\n", out);
}
