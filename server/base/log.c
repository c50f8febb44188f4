#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/quote.h"

static enum log_level threshold = LOG_INFO;
static char who[32] = "madang";
static const char *const words[] = { "debug", "info", "warn", "error" };

static struct {
	int fd;
	bool open;	/* lines must not wait */
	bool is_socket; /* as the journal's */
	bool torn;	/* the last line was written in part */
	unsigned long mine; /* dropped by this process since the last line that went out */
	_Atomic unsigned long *dropped;
} sink = { .fd = STDERR_FILENO };

/*
 * Standard error may be a description that others share (a terminal, a pipe of several programs), so it is
 * not made non-blocking: the same file is opened anew. A socket cannot be, and need not be.
 */
void
log_open(_Atomic unsigned long *dropped)
{
	struct stat st;
	int fd;

	sink.dropped = dropped;
	if (sink.open)
		return;
	sink.open = true;
	sink.is_socket = fstat(STDERR_FILENO, &st) == 0 && S_ISSOCK(st.st_mode);
	if (sink.is_socket || S_ISREG(st.st_mode))
		return;
	fd = open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0)
		sink.fd = fd;
}

/* Where it could not be opened anew there may be room for one line and two that want to write it: then one waits. */
static ssize_t
write_some(const char *p, size_t n)
{
	struct pollfd room = { .fd = sink.fd, .events = POLLOUT };

	if (sink.is_socket)
		return (send(sink.fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL));
	if (sink.open && sink.fd == STDERR_FILENO && poll(&room, 1, 0) != 1) {
		errno = EAGAIN;
		return (-1);
	}
	return (write(sink.fd, p, n));
}

static bool
write_line(const char *line, size_t n)
{
	ssize_t did;

	if (sink.torn && write_some("\n", 1) == 1)
		sink.torn = false;
	do {
		did = sink.torn ? -1 : write_some(line, n);
	} while (did < 0 && errno == EINTR);
	if (did == (ssize_t)n)
		return (true);
	sink.torn = sink.torn || did > 0;
	sink.mine++;
	if (sink.dropped != NULL)
		(void)atomic_fetch_add(sink.dropped, 1);
	return (false);
}

void
log_write(const char *line, size_t n)
{
	(void)write_line(line, n);
}

static void
begin(struct buf *b, enum log_level level, const char *what)
{
	char at[CLOCK_RFC3339];

	clock_rfc3339(clock_wall_ms(), at);
	buf_printf(b, "{\"at\":\"%s\",\"level\":\"%s\",\"pid\":%ld,\"who\":", at, words[level], (long)getpid());
	quote_any(b, who);
	buf_puts(b, ",\"what\":");
	quote_any(b, what);
}

static void
field(struct buf *b, const char *name, const char *value)
{
	buf_putc(b, ',');
	quote_any(b, name);
	buf_putc(b, ':');
	quote_any(b, value);
}

/* In one piece with the line behind it, for which there may be just room. */
static void
tell_dropped(struct buf *b)
{
	if (sink.mine == 0)
		return;
	begin(b, LOG_WARN, "log lines dropped");
	field(b, "lines", log_num((long)sink.mine));
	buf_puts(b, "}\n");
}

void
log_line(enum log_level level, const char *what, ...)
{
	const char *name;
	struct buf b;
	va_list ap;

	if (level < threshold)
		return;
	buf_init(&b, NULL);
	begin(&b, level, what);
	va_start(ap, what);
	while ((name = va_arg(ap, const char *)) != NULL)
		field(&b, name, va_arg(ap, const char *));
	va_end(ap);
	buf_puts(&b, "}\n");
	tell_dropped(&b);
	if (write_line(b.data, b.len))
		sink.mine = 0;
	buf_end(&b);
}

void
log_threshold(enum log_level level)
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
log_who(const char *name)
{
	(void)snprintf(who, sizeof(who), "%s", name);
}

const char *
log_num(long n)
{
	static char ring[8][24];
	static unsigned at;
	char *p = ring[at++ % LENGTH(ring)];

	(void)snprintf(p, sizeof(ring[0]), "%ld", n);
	return (p);
}
