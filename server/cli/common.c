/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that all commands share. */
#include <errno.h>
#include <libgen.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "cli/command.h"
#include "db/owner.h"
#include "settings/settings.h"

#ifndef MADANG_TREE
#define MADANG_TREE NULL
#endif

#define FILE_MAX   (16L << 20)
#define SECRET_MAX 1024

int
cli_fail(const char *format, ...)
{
	va_list ap;

	(void)fputs("madang: ", stderr);
	va_start(ap, format);
	(void)vfprintf(stderr, format, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	return (1);
}

int
cli_db_fail(const struct owner *o)
{
	/* unknown schema, table, function or column: another version made the database, or it is empty */
	static const char other_schema[] = "3F000 42P01 42883 42703";

	if (*owner_state(o) != '\0' && strstr(other_schema, owner_state(o)) != NULL)
		return (cli_fail("the database is empty or belongs to another version; run madang migrate (%s)", owner_error(o)));
	return (cli_fail("%s", owner_error(o)));
}

struct owner *
cli_owner(void)
{
	const char *url = setting_text(DATABASE_OWNER_URL);
	char why[OWNER_WHY];
	struct owner *o;

	o = owner_open(*url != '\0' ? url : setting_text(DATABASE_URL), why);
	if (o == NULL)
		(void)cli_fail("connecting to the database failed; check %s: %s",
		    *url != '\0' ? "database.owner_url" : "database.url", why);
	return (o);
}

/* ---- files */

/*
 * ../share/madang beside the binary. It must belong to root or to the binary's owner: in a directory that all users may
 * write, another user could place a schema there, and the database's owner would run it.
 */
static char *
beside_binary(void)
{
	char self[4096], *data = NULL;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	struct stat binary, st;

	if (n <= 0)
		return (NULL);
	self[n] = '\0';
	if (stat(self, &binary) != 0 || asprintf(&data, "%s/../share/madang", dirname(self)) < 0)
		return (NULL);
	if (stat(data, &st) == 0 && (st.st_uid == 0 || st.st_uid == binary.st_uid))
		return (data);
	free(data);
	return (NULL);
}

char *
cli_data_path(const char *below)
{
	const char *wish = getenv("MADANG_DATA");
	char *beside = beside_binary(), *path = NULL;
	const char *const places[] = { wish, beside, MADANG_DATA_DIR, MADANG_TREE };
	struct stat st;
	size_t i;

	for (i = 0; i < LENGTH(places) && path == NULL; i++) {
		if (places[i] == NULL || asprintf(&path, "%s/%s", places[i], below) < 0)
			continue;
		if (stat(path, &st) == 0)
			break;
		free(path);
		path = NULL;
		if (wish != NULL)
			break; /* MADANG_DATA is never ignored */
	}
	free(beside);
	if (path == NULL && wish != NULL)
		(void)cli_fail("there is no %s/%s; correct MADANG_DATA in the environment", wish, below);
	else if (path == NULL)
		(void)cli_fail("%s is not installed; set MADANG_DATA to the directory that contains it", below);
	return (path);
}

char *
cli_read_file(const char *path, size_t *len)
{
	FILE *in = fopen(path, "re");
	char *text = NULL;
	size_t n = 0, got;

	if (in == NULL) {
		(void)cli_fail("%s: %s", path, strerror(errno));
		return (NULL);
	}
	do {
		text = mem_grow(text, n + 65536 + 1);
		got = fread(text + n, 1, 65536, in);
		n += got;
	} while (got > 0 && n <= (size_t)FILE_MAX);
	text[n] = '\0';
	if (ferror(in) || n > (size_t)FILE_MAX) {
		(void)cli_fail("%s: %s", path, ferror(in) ? strerror(errno) : "larger than 16 MiB");
		free(text);
		text = NULL;
	}
	(void)fclose(in);
	if (len != NULL)
		*len = n;
	return (text);
}

/* ---- secrets */

char *
cli_read_secret(const char *prompt)
{
	char line[SECRET_MAX], *copy;
	struct termios was, quiet;
	bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
	size_t n;
	bool got;

	if (terminal) {
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
		(void)fprintf(stderr, "%s: ", prompt);
	}
	got = fgets(line, sizeof(line), stdin) != NULL;
	if (terminal) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		(void)fputc('\n', stderr);
	}
	n = got ? strcspn(line, "\r\n") : 0;
	if (n == 0 || n == sizeof(line) - 1) {
		explicit_bzero(line, sizeof(line));
		(void)cli_fail("%s: one line of at most %d bytes is needed on standard input", prompt, SECRET_MAX - 2);
		return (NULL);
	}
	copy = mem_copy(line, n);
	explicit_bzero(line, sizeof(line));
	return (copy);
}
