/* SPDX-License-Identifier: Apache-2.0 */
#include "http/body_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "settings/settings.h"

#define PAGE	 4096u
#define OVERHEAD PAGE /* of a file: inode, entry, file */
#define PAUSE	 1000 /* ms without another attempt after a failure */
#define SEALS	 (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL)

static TAILQ_HEAD(body_files, body_file) all = TAILQ_HEAD_INITIALIZER(all);
static struct body_file_figures figures;
static int64_t pause_until; /* ms */

void
body_file_init(struct body_file *f)
{
	*f = (struct body_file) { .fd = -1 };
}

static void
file_close(struct body_file *f)
{
	(void)close(f->fd);
	TAILQ_REMOVE(&all, f, link);
	figures.files--;
	figures.bytes -= f->size;
	body_file_init(f);
}

void
body_file_end(struct body_file *f)
{
	if (f->fd >= 0)
		file_close(f);
}

/* Closes the file that was sent longest ago and has no reader. False: each has one. */
static bool
give_way(void)
{
	struct body_file *f;

	TAILQ_FOREACH_REVERSE(f, &all, body_files, link)
	if (f->readers == 0) {
		file_close(f);
		return (true);
	}
	return (false);
}

/* Makes room for one more file, also after a reload that allows fewer. */
static bool
has_room(void)
{
	unsigned max = (unsigned)setting_int(CACHE_FILES_MAX);

	while (figures.files >= max)
		if (!give_way())
			return (false);
	return (true);
}

/* A sealed file of these bytes; -1 with errno. */
static int
sealed_file(const char *p, size_t len)
{
	int fd = memfd_create("body", MFD_CLOEXEC | MFD_ALLOW_SEALING), error;
	ssize_t n;

	if (fd < 0)
		return (-1);
	n = write(fd, p, len);
	if (n == (ssize_t)len && fcntl(fd, F_ADD_SEALS, SEALS) == 0)
		return (fd);
	error = n < 0 || n == (ssize_t)len ? errno : ENOSPC;
	(void)close(fd);
	errno = error;
	return (-1);
}

/* The system has no memory for files or forbids them. Only speed is lost. */
static void
creation_failed(int error)
{
	long more;

	pause_until = clock_ms() + PAUSE;
	if (repeat_due("memory file not created", "cache", strerrorname_np(error), &more))
		log_warn("memory file not created", log_text("why", strerror(error)), log_repeated(more));
}

bool
body_file_due(struct body_file *f, size_t len)
{
	return (f->fd < 0 && len >= (size_t)setting_int(CACHE_FILE_MIN) && ++f->sends > BODY_FILE_SENDS);
}

bool
body_file_make(struct body_file *f, const char *p, size_t len)
{
	f->sends = 0;
	if (clock_ms() < pause_until || !has_room())
		return (false);
	f->fd = sealed_file(p, len);
	if (f->fd < 0) {
		creation_failed(errno);
		return (false);
	}
	f->size = (len + PAGE - 1) / PAGE * PAGE + OVERHEAD;
	figures.files++;
	figures.bytes += f->size;
	TAILQ_INSERT_HEAD(&all, f, link);
	return (true);
}

bool
body_file_usable(const struct body_file *f)
{
	return (f->fd >= 0 && !f->failed);
}

void
body_file_enter(struct body_file *f)
{
	f->readers++;
	if (f == TAILQ_FIRST(&all))
		return;
	TAILQ_REMOVE(&all, f, link);
	TAILQ_INSERT_HEAD(&all, f, link);
}

void
body_file_leave(struct body_file *f)
{
	if (--f->readers == 0 && f->failed)
		file_close(f);
}

void
body_file_fail(struct body_file *f, int error)
{
	long more;

	f->failed = true;
	pause_until = clock_ms() + PAUSE;
	if (repeat_due("memory file not sent", "cache", strerrorname_np(error), &more))
		log_warn("memory file not sent", log_text("why", strerror(error)), log_repeated(more));
}

struct body_file_figures
body_file_figures(void)
{
	return (figures);
}
