/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. A line is built in a buffer on the stack and written by one write(), so that lines of several processes
 * do not mix. A line that is too long loses fields, never its end. After log_open() a full pipe drops the line and counts
 * it; the next line that can be written is followed by "log lines dropped".
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/quote.h"

static enum log_level threshold = LOG_INFO;
static char process[32] = "madang";
static struct log_request request;
static const char *const words[] = { "debug", "info", "warn", "error" };

static struct {
	int fd;
	bool nonblocking;	    /* writes do not wait */
	bool is_socket;		    /* such as the journal's */
	bool torn;		    /* the last line was written only in part */
	unsigned long dropped_here; /* lines dropped by this process since the last line written */
	_Atomic unsigned long *dropped;
} sink = { .fd = STDERR_FILENO };

/*
 * Other processes may share the file description of standard error (a terminal, a pipe), so O_NONBLOCK must not be set on
 * it. Opening the same file again gives a description of its own. A socket cannot be opened again; MSG_DONTWAIT serves.
 */
void
log_open(_Atomic unsigned long *dropped)
{
	struct stat st;
	int fd;

	sink.dropped = dropped;
	if (sink.nonblocking)
		return;
	sink.nonblocking = true;
	sink.is_socket = fstat(STDERR_FILENO, &st) == 0 && S_ISSOCK(st.st_mode);
	if (sink.is_socket || S_ISREG(st.st_mode))
		return;
	fd = open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0)
		sink.fd = fd;
}

/*
 * If opening again failed, poll() reports room for one line, which two processes may use at once: then one of them
 * waits.
 */
static ssize_t
write_part(const char *p, size_t n)
{
	struct pollfd room = { .fd = sink.fd, .events = POLLOUT };

	if (sink.is_socket)
		return (send(sink.fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL));
	if (sink.nonblocking && sink.fd == STDERR_FILENO && poll(&room, 1, 0) != 1) {
		errno = EAGAIN;
		return (-1);
	}
	return (write(sink.fd, p, n));
}

static bool
write_line(const char *line, size_t n)
{
	ssize_t did;

	if (sink.torn && write_part("\n", 1) == 1)
		sink.torn = false;
	do {
		did = sink.torn ? -1 : write_part(line, n);
	} while (did < 0 && errno == EINTR);
	if (did == (ssize_t)n)
		return (true);
	sink.torn = sink.torn || did > 0;
	sink.dropped_here++;
	if (sink.dropped != NULL)
		(void)atomic_fetch_add(sink.dropped, 1);
	return (false);
}

void
log_write(const char *line, size_t n)
{
	(void)write_line(line, n);
}

/* ---- a line in progress */

#define TAIL	   (sizeof(",\"cut\":true}\n") - 1)
#define REPORT_MAX 384 /* bytes of the line about dropped lines */

struct log_line {
	char text[LOG_LINE_MAX];
	size_t n, limit; /* bytes in use, limit */
};

static bool
line_put(struct log_line *l, const char *s, size_t n)
{
	if (l->limit - l->n < n)
		return (false);
	memcpy(l->text + l->n, s, n);
	l->n += n;
	return (true);
}

static bool
line_put_string(struct log_line *l, const char *s)
{
	static const char cut[] = "\u2026";
	size_t max = l->n + 1 + LOG_VALUE_MAX - (sizeof(cut) - 1), n;
	char piece[QUOTE_PIECE];

	if (s == NULL)
		return (line_put(l, "null", 4));
	if (!line_put(l, "\"", 1))
		return (false);
	for (; *s != '\0';) {
		n = quote_next(&s, piece);
		if (l->n + n > max)
			return (line_put(l, cut, sizeof(cut) - 1) && line_put(l, "\"", 1));
		if (!line_put(l, piece, n))
			return (false);
	}
	return (line_put(l, "\"", 1));
}

static bool
line_put_number(struct log_line *l, const struct log_field *f)
{
	char text[32];
	int n;

	if (f->type == LOG_MS)
		n = snprintf(text, sizeof(text), "%" PRId64 ".%03" PRId64, f->n / 1000, f->n % 1000);
	else
		n = snprintf(text, sizeof(text), "%" PRId64, f->n);
	return (line_put(l, text, (size_t)n));
}

static bool
line_put_value(struct log_line *l, const struct log_field *f)
{
	if (f->type == LOG_TEXT)
		return (line_put_string(l, f->text));
	if (f->type == LOG_BOOL)
		return (f->n != 0 ? line_put(l, "true", 4) : line_put(l, "false", 5));
	return (line_put_number(l, f));
}

/* Writes the whole field or nothing. */
static bool
line_put_field(struct log_line *l, struct log_field f)
{
	size_t before = l->n;

	bool first = l->text[l->n - 1] == '{';

	if (line_put(l, ",", !first) && line_put_string(l, f.name) && line_put(l, ":", 1) && line_put_value(l, &f))
		return (true);
	l->n = before;
	return (false);
}

static void
line_begin(struct log_line *l, size_t end, enum log_level level, const char *msg)
{
	char time[CLOCK_RFC3339];

	clock_rfc3339(clock_wall_ms(), time);
	l->limit = end - TAIL;
	(void)line_put(l, "{", 1);
	(void)line_put_field(l, log_text("time", time));
	(void)line_put_field(l, log_text("level", words[level]));
	(void)line_put_field(l, log_text("process", process));
	(void)line_put_field(l, log_int("pid", getpid()));
	(void)line_put_field(l, log_text("msg", msg));
	if (*request.id != '\0')
		(void)line_put_field(l, log_text("request_id", request.id));
}

/* Omits the first field that does not fit and all later ones, and adds "cut". */
static void
line_finish(struct log_line *l, const struct log_field *f)
{
	while (f->type != LOG_END && (f->type == LOG_ABSENT || line_put_field(l, *f)))
		f++;
	l->limit += TAIL;
	if (f->type != LOG_END)
		(void)line_put_field(l, log_bool("cut", true));
	(void)line_put(l, "}\n", 2);
}

/* Appended to the line before it, so that one write carries both. */
static void
report_dropped(struct log_line *l)
{
	const struct log_field fields[] = { log_int("lines", (int64_t)sink.dropped_here), { LOG_END, NULL, NULL, 0 } };

	line_begin(l, sizeof(l->text), LOG_WARN, "log lines dropped");
	line_finish(l, fields);
}

void
log_event(enum log_level level, const char *msg, const struct log_field *fields)
{
	struct log_line l;

	if (level < threshold)
		return;
	l.n = 0;
	line_begin(&l, sizeof(l.text) - (sink.dropped_here > 0 ? REPORT_MAX : 0), level, msg);
	line_finish(&l, fields);
	if (sink.dropped_here > 0)
		report_dropped(&l);
	if (write_line(l.text, l.n))
		sink.dropped_here = 0;
}

void
log_set_level(enum log_level level)
{
	threshold = level;
}

bool
log_level_parse(const char *word, enum log_level *out)
{
	size_t i;

	for (i = 0; i < LENGTH(words); i++)
		if (strcmp(word, words[i]) == 0) {
			*out = (enum log_level)i;
			return (true);
		}
	return (false);
}

void
log_set_process(const char *name)
{
	(void)snprintf(process, sizeof(process), "%s", name);
}

/* ---- the request */

struct log_request
log_request_enter(const char *id)
{
	struct log_request outer = request;

	(void)snprintf(request.id, sizeof(request.id), "%s", id);
	return (outer);
}

void
log_request_leave(const struct log_request *outer)
{
	request = *outer;
}

const char *
log_request_id(void)
{
	return (request.id);
}
