/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/head_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/repeat.h"
#include "settings/settings.h"

static unsigned
count_lines(const struct head_queue *h)
{
	unsigned lines = 0;

	for (size_t i = 0; i < h->n; i++)
		lines += h->lines[i] == '\n';
	return (lines);
}

/* Drops the oldest lines until there is room. */
static void
make_room(struct head_queue *h, size_t n)
{
	size_t gone = 0, max = sizeof(h->lines) - n;
	unsigned before = count_lines(h);

	while (h->n - gone > max) {
		const char *end = memchr(h->lines + gone, '\n', h->n - gone);

		gone = end != NULL ? (size_t)(end - h->lines) + 1 : h->n;
	}
	if (gone == 0)
		return;
	memmove(h->lines, h->lines + gone, h->n - gone);
	h->n -= gone;
	log_error("audit heads dropped", log_int("lines", before - count_lines(h)));
}

/* Writes n bytes and waits for the disk. Ends the incomplete line of a failed write first. */
static bool
append_lines(struct head_queue *h, size_t n)
{
	const char *path = setting_text(AUDIT_HEADS_FILE);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	ssize_t did = -1;
	bool good;

	if (fd >= 0 && h->torn && write(fd, "\n", 1) == 1)
		h->torn = false;
	if (fd >= 0 && !h->torn)
		did = write(fd, h->lines, n);
	h->torn = h->torn || (did > 0 && did < (ssize_t)n);
	if (did >= 0 && did < (ssize_t)n)
		errno = ENOSPC;
	good = did == (ssize_t)n && (fdatasync(fd) == 0 || errno == EINVAL); /* a device has no disk to wait for */
	if (!good && fd >= 0) {
		int why = errno;

		(void)close(fd);
		errno = why;
		return (false);
	}
	return (fd >= 0 && close(fd) == 0 && good);
}

/* Writes the complete lines. */
static void
write_all(struct head_queue *h)
{
	const char *path = setting_text(AUDIT_HEADS_FILE), *end = memrchr(h->lines, '\n', h->n);
	size_t n = end != NULL ? (size_t)(end - h->lines) + 1 : 0;
	bool late = atomic_load(&h->waiting) > 0;
	long more;

	if (n == 0)
		return;
	if (!append_lines(h, n)) {
		if (repeat_due("audit head not written", path, strerrorname_np(errno), &more))
			log_error("audit head not written", log_text("file", path), log_text("why", strerror(errno)),
			    log_repeated(more));
		atomic_store(&h->waiting, count_lines(h));
		return;
	}
	if (late)
		log_info("audit heads written", log_int("lines", count_lines(h)));
	memmove(h->lines, h->lines + n, h->n - n);
	h->n -= n;
	atomic_store(&h->waiting, 0);
}

void
head_writer_run(int pipe, struct head_queue *h)
{
	struct pollfd p = { .fd = pipe, .events = POLLIN };
	ssize_t n = 1;

	(void)signal(SIGTERM, SIG_IGN); /* the workers' last seals still follow */
	if (h->n > sizeof(h->lines))	/* a predecessor was killed while it wrote n */
		h->n = 0;
	while (n != 0) {
		if (poll(&p, 1, h->n > 0 ? (int)setting_int(AUDIT_HEADS_RETRY) : -1) > 0) {
			make_room(h, PIPE_BUF);
			n = read(pipe, h->lines + h->n, PIPE_BUF);
			if (n < 0 && errno != EINTR)
				_exit(1);
			h->n += n > 0 ? (size_t)n : 0;
		}
		write_all(h);
	}
	_exit(atomic_load(&h->waiting) == 0 ? 0 : 1);
}
