/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/maildir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "settings/settings.h"

#define PATH_BYTES 1200

static bool
make_folder(const char *dir, const char *below)
{
	char path[PATH_BYTES];

	(void)snprintf(path, sizeof(path), "%s%s", dir, below);
	return (mkdir(path, 0700) == 0 || errno == EEXIST);
}

/* CRLF becomes LF, as in all files of mail. */
static bool
write_lines(FILE *f, const struct buf *bytes)
{
	for (size_t i = 0; i < bytes->len; i++)
		if (bytes->data[i] != '\r' && putc(bytes->data[i], f) == EOF)
			return (false);
	return (fflush(f) == 0 && fsync(fileno(f)) == 0);
}

static bool
write_file(const char *path, const struct buf *bytes)
{
	FILE *f = fopen(path, "we");
	bool fine;

	if (f == NULL)
		return (false);
	fine = write_lines(f, bytes);
	return (fclose(f) == 0 && fine);
}

enum mail_result
maildir_put(const char *id, const struct buf *bytes, char reply[REPLY_TEXT])
{
	const char *dir = setting_text(MAIL_DIR);
	char draft[PATH_BYTES], path[PATH_BYTES];

	(void)snprintf(draft, sizeof(draft), "%s/tmp/%s.madang", dir, id);
	(void)snprintf(path, sizeof(path), "%s/new/%s.madang", dir, id);
	if (make_folder(dir, "") && make_folder(dir, "/tmp") && make_folder(dir, "/new") && make_folder(dir, "/cur") &&
	    write_file(draft, bytes) && rename(draft, path) == 0) {
		reply[0] = '\0';
		return (MAIL_SENT);
	}
	(void)snprintf(reply, REPLY_TEXT, "maildir: %s", strerror(errno));
	return (MAIL_RELAY);
}
