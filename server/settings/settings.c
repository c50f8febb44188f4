/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values, the file and the environment.
 *
 * How this works: load() fills a candidate from defaults, file and environment, and puts it in force so that
 * settings_check() can use setting_int() and the like. If anything is wrong, load() restores the former values.
 */
#include "settings/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "settings/parts.h"

#define LINE_MAX_BYTES 4096
#define SECRET_MAX     4096

struct value {
	long number;
	char *text; /* NULL: the default */
	int line;   /* of the file; 0: default, -1: environment */
};

struct load {
	const char *file;
	FILE *in, *err;
	struct value values[SETTING_COUNT];
	int line;
	bool reload;	/* the process is running */
	bool any;	/* the file has a key */
	bool keyed;	/* the section has a key */
	bool continued; /* the line continues the value of that key */
	unsigned errors;
};

#define NUMBER_INT(n)  .number = (n)
#define NUMBER_TIME(n) .number = (n)
#define NUMBER_SIZE(n) .number = (n)
#define NUMBER_BOOL(n) .number = (n)
#define NUMBER_TEXT(s) .text = (s)

/* clang-format off */
const struct setting_row setting_rows[SETTING_COUNT] = {
#define X(name, section_, key_, type_, default_, min_, max_, unit_, when_, help_)               \
	[name] = { .section = (section_), .key = (key_), .type = type_, NUMBER_##type_(default_), \
		.min = (min_), .max = (max_), .unit = (unit_), .when = when_, .help = (help_) },
	SETTINGS(X)
#undef X
};
/* clang-format on */

static struct value force[SETTING_COUNT];
static bool loaded; /* force is filled; before that, defaults apply */
static struct load *loading;
extern char **environ;

long
setting_int(enum setting s)
{
	return (loaded ? force[s].number : setting_rows[s].number);
}

bool
setting_on(enum setting s)
{
	return (setting_int(s) != 0);
}

const char *
setting_text(enum setting s)
{
	return (force[s].text != NULL ? force[s].text : setting_rows[s].text);
}

const char *
setting_filled(enum setting s)
{
	const char *text = setting_text(s);

	return (*text != '\0' ? text : NULL);
}

const char *
setting_name(enum setting s)
{
	static char names[SETTING_COUNT][SETTING_ENV];

	(void)snprintf(names[s], sizeof(names[s]), "%s.%s", setting_rows[s].section, setting_rows[s].key);
	return (names[s]);
}

void
setting_env(enum setting s, char out[SETTING_ENV])
{
	char *p;

	(void)snprintf(out, SETTING_ENV, "MADANG_%s_%s", setting_rows[s].section, setting_rows[s].key);
	for (p = out; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
}

/* ---- errors */

static void __attribute__((format(printf, 4, 0)))
error_put(struct load *l, int line, const char *subject, const char *format, va_list ap)
{
	if (line > 0)
		(void)fprintf(l->err, "%s:%d: ", l->file, line);
	else if (line < 0)
		(void)fputs("environment: ", l->err);
	else
		(void)fputs("default: ", l->err);
	if (subject != NULL)
		(void)fprintf(l->err, "%s: ", subject);
	(void)vfprintf(l->err, format, ap);
	(void)fputc('\n', l->err);
	l->errors++;
}

static void PRINTF_LIKE(3, 4) settings_error(struct load *l, int line, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	error_put(l, line, NULL, format, ap);
	va_end(ap);
}

void
settings_wrong(enum setting s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	error_put(loading, force[s].line, setting_name(s), format, ap);
	va_end(ap);
}

/* ---- one value */

static bool
parse_count(const char *text, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	return (*text != '\0' && (unsigned char)*text > ' ' && *text != '+' && *end == '\0' && errno == 0);
}

/* Parses a number in the row's unit and checks its bounds. */
static void
set_number(struct load *l, enum setting s, const char *text, int line)
{
	const struct setting_row *row = &setting_rows[s];
	char why[160], min[UNIT_TEXT], max[UNIT_TEXT];
	long number = 0;

	setting_number_text(row, row->min, min);
	setting_number_text(row, row->max, max);
	if (row->type != INT && !unit_parse(row->type == TIME ? UNIT_TIME : UNIT_SIZE, row->unit, text, &number, why))
		settings_error(l, line, "%s: %s", setting_name(s), why);
	else if ((row->type == INT && !parse_count(text, &number)) || number < row->min || number > row->max)
		settings_error(l, line, "%s: a %s from %s to %s is needed, not \"%s\"", setting_name(s),
		    row->type == INT	  ? "whole number" :
			row->type == TIME ? "time" :
					    "size",
		    min, max, text);
	l->values[s].number = number;
}

static void
set_value(struct load *l, enum setting s, const char *text, int line)
{
	const struct setting_row *row = &setting_rows[s];
	struct value *v = &l->values[s];
	size_t n = strlen(text);

	v->line = line;
	switch (row->type) {
	case INT:
	case TIME:
	case SIZE:
		set_number(l, s, text, line);
		break;
	case BOOL:
		v->number = strcmp(text, "on") == 0;
		if (v->number == 0 && strcmp(text, "off") != 0)
			settings_error(l, line, "%s: on or off is needed, not \"%s\"", setting_name(s), text);
		break;
	case TEXT:
		if (n < (size_t)row->min || n > (size_t)row->max)
			settings_error(l, line, "%s: a text of %ld to %ld bytes is needed, not of %zu", setting_name(s), row->min,
			    row->max, n);
		free(v->text);
		v->text = mem_copy(text, n);
		break;
	}
}

/* ---- the file */

/*
 * Replaces fgets in inih. It counts lines and reports errors that inih ignores: a line over the limit, and the header
 * of an unknown section.
 */
static char *
ini_read_line(char *line, int size, void *arg)
{
	struct load *l = arg;
	char name[64];
	size_t n, i;
	int c;

	if (fgets(line, size, l->in) == NULL)
		return (NULL);
	l->line++;
	l->continued = l->keyed && (line[0] == ' ' || line[0] == '\t');
	n = strlen(line);
	if (n + 1 == (size_t)size && line[n - 1] != '\n') {
		settings_error(l, l->line, "the line is longer than %d bytes", size - 2);
		while ((c = fgetc(l->in)) != EOF && c != '\n')
			;
	}
	n = strspn(line, " \t\r\n\xef\xbb\xbf");
	if (l->continued)
		return (line);
	if (sscanf(line + n, "[%63[^]\n]]", name) == 1) {
		l->keyed = false;
		for (i = 0; i < SETTING_COUNT && strcmp(setting_rows[i].section, name) != 0; i++)
			;
		if (i == SETTING_COUNT)
			settings_error(l, l->line, "unknown section [%s]", name);
	} else if (line[n] != '\0' && strchr("#;", line[n]) == NULL && strpbrk(line, "=:") == NULL)
		settings_error(l, l->line, "the line is neither [section] nor key = value");
	return (line);
}

/* A text may continue in lines that begin with a space. */
static void
continue_value(struct load *l, enum setting s, const char *text)
{
	char *whole = NULL;

	if (setting_rows[s].type != TEXT || asprintf(&whole, "%s %s", l->values[s].text, text) < 0) {
		settings_error(l, l->line, "%s: only a text may continue in a second line", setting_name(s));
		return;
	}
	set_value(l, s, whole, l->values[s].line);
	free(whole);
}

static int
ini_entry(void *arg, const char *section, const char *key, const char *text)
{
	struct load *l = arg;
	unsigned s;

	l->keyed = l->any = true;
	for (s = 0; s < SETTING_COUNT; s++)
		if (strcmp(setting_rows[s].section, section) == 0 && strcmp(setting_rows[s].key, key) == 0)
			break;
	if (s == SETTING_COUNT)
		settings_error(l, l->line, "%s%s%s is not a setting", section, *section != '\0' ? "." : "", key);
	else if (l->values[s].line > 0 && l->continued)
		continue_value(l, (enum setting)s, text);
	else if (l->values[s].line > 0)
		settings_error(l, l->line, "%s is set twice, first in line %d; delete one", setting_name((enum setting)s),
		    l->values[s].line);
	else
		set_value(l, (enum setting)s, text, l->line);
	return (1);
}

/*
 * Opens a file to read. A directory can be opened, but not read. A running process must not wait for a pipe, so a
 * reload accepts regular files only.
 */
static FILE *
open_file(const struct load *l, const char *path)
{
	int why, fd = open(path, O_RDONLY | O_CLOEXEC | (l->reload ? O_NONBLOCK : 0));
	struct stat st;

	if (fd < 0)
		return (NULL);
	why = fstat(fd, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : l->reload && !S_ISREG(st.st_mode) ? EINVAL : 0;
	if (why == 0)
		return (fdopen(fd, "r"));
	(void)close(fd);
	errno = why;
	return (NULL);
}

static void
file_wrong(struct load *l, const char *why)
{
	(void)fprintf(l->err, "%s: %s\n", l->file, why);
	l->errors++;
}

static void
read_settings_file(struct load *l)
{
	int bad;

	l->in = open_file(l, l->file);
	if (l->in == NULL) {
		file_wrong(l, strerror(errno));
		return;
	}
	ini_max_line = LINE_MAX_BYTES;
	ini_use_stack = false;
	ini_initial_alloc = LINE_MAX_BYTES;
	bad = ini_parse_stream(ini_read_line, l, ini_entry, l);
	if (bad != 0 && l->errors == 0)
		settings_error(l, bad, "cannot be read");
	if (ferror(l->in))
		file_wrong(l, "reading failed before the end of the file");
	else if (l->reload && !l->any && l->errors == 0) /* probably the file is being written at this moment */
		file_wrong(l, "the file has no setting; restart the server to run with the defaults");
	(void)fclose(l->in);
}

/* ---- the environment */

/* A misspelt variable is an error, for example MADANG_SERVER_LISTN. MADANG_DATA has no section and is no setting. */
static void
check_names(struct load *l)
{
	char name[SETTING_ENV], **e;
	size_t n, prefix;
	unsigned s;
	bool ours, known;

	for (e = environ; *e != NULL; e++) {
		n = strcspn(*e, "=");
		ours = known = false;
		for (s = 0; s < SETTING_COUNT && !known; s++) {
			setting_env((enum setting)s, name);
			prefix = strlen("MADANG_") + strlen(setting_rows[s].section) + 1;
			ours = ours || strncmp(*e, name, prefix) == 0;
			known = strlen(name) == n && strncmp(*e, name, n) == 0;
		}
		if (ours && !known)
			settings_error(l, -1, "%.*s is not a setting", (int)n, *e);
	}
}

static void
read_environment(struct load *l)
{
	char name[SETTING_ENV];
	const char *text;
	unsigned s;

	for (s = 0; s < SETTING_COUNT; s++) {
		setting_env((enum setting)s, name);
		text = getenv(name);
		if (text != NULL)
			set_value(l, (enum setting)s, text, -1);
	}
	check_names(l);
}

/* ---- secrets in files */

/* Replaces file:/path, or credential:NAME (systemd), with the content of that file. */
static void
read_secret(struct load *l, enum setting s)
{
	struct value *v = &l->values[s];
	char path[1024], secret[SECRET_MAX];
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	struct stat st;
	FILE *in;
	size_t n;

	if (v->text == NULL)
		return;
	if (strncmp(v->text, "file:", 5) == 0)
		(void)snprintf(path, sizeof(path), "%s", v->text + 5);
	else if (strncmp(v->text, "credential:", 11) == 0)
		(void)snprintf(path, sizeof(path), "%s/%s", folder != NULL ? folder : "", v->text + 11);
	else
		return;
	in = open_file(l, path);
	if (in == NULL || fstat(fileno(in), &st) != 0) {
		settings_error(l, v->line, "%s: %s: %s", setting_name(s), path, strerror(errno));
		return;
	}
	if ((st.st_mode & S_IRWXO) != 0)
		settings_error(l, v->line, "%s: every user may read %s; remove the rights of others (chmod o-rwx)",
		    setting_name(s), path);
	n = fread(secret, 1, sizeof(secret) - 1, in);
	if (ferror(in))
		settings_error(l, v->line, "%s: %s cannot be read", setting_name(s), path);
	(void)fclose(in);
	while (n > 0 && (unsigned char)secret[n - 1] <= ' ')
		n--;
	if (n == 0)
		settings_error(l, v->line, "%s: %s is empty", setting_name(s), path);
	free(v->text);
	v->text = mem_copy(secret, n);
	explicit_bzero(secret, sizeof(secret));
}

/* ---- a load */

static void
values_end(struct value *values)
{
	unsigned s;

	for (s = 0; s < SETTING_COUNT; s++)
		free(values[s].text);
}

/* A running process keeps RESTART rows, including their pointers. Reports the rows that changed. */
static void
keep_restart(struct load *l, struct value *old)
{
	struct value fresh;
	const char *was, *now;
	unsigned s;

	for (s = 0; s < SETTING_COUNT; s++) {
		if (setting_rows[s].when != RESTART)
			continue;
		was = old[s].text != NULL ? old[s].text : setting_rows[s].text;
		now = force[s].text != NULL ? force[s].text : setting_rows[s].text;
		if (force[s].number != old[s].number || (was != NULL && strcmp(was, now) != 0))
			(void)fprintf(l->err, "%s: the new value takes effect at the next start\n",
			    setting_name((enum setting)s));
		fresh = force[s];
		force[s] = old[s];
		old[s] = fresh;
	}
}

static bool
load_settings(const char *file, FILE *err, bool reload)
{
	struct load l = { .file = file, .err = err, .reload = reload };
	struct value old[SETTING_COUNT];
	bool was = loaded;
	unsigned s;

	for (s = 0; s < SETTING_COUNT; s++)
		l.values[s].number = setting_rows[s].number;
	if (file != NULL)
		read_settings_file(&l);
	read_environment(&l);
	read_secret(&l, DATABASE_URL);
	read_secret(&l, DATABASE_OWNER_URL);
	read_secret(&l, AUDIT_NETWORK_KEY);
	read_secret(&l, ACCOUNTS_FACTOR_KEY);
	memcpy(old, force, sizeof(old));
	memcpy(force, l.values, sizeof(force));
	loaded = true;
	loading = &l;
	if (l.errors == 0)
		settings_check();
	loading = NULL;
	if (l.errors == 0) {
		if (reload && was)
			keep_restart(&l, old);
		values_end(old);
		return (true);
	}
	memcpy(force, old, sizeof(force));
	loaded = was;
	values_end(l.values);
	return (false);
}

bool
settings_load(const char *file, FILE *err)
{
	return (load_settings(file, err, false));
}

bool
settings_reload(const char *file, FILE *err)
{
	return (load_settings(file, err, true));
}
