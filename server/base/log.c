#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/quote.h"

static enum log_level threshold = LOG_INFO;
static char who[32] = "madang";
static const char *const words[] = { "debug", "info", "warn", "error" };

void
log_line(enum log_level level, const char *what, ...)
{
	char at[CLOCK_RFC3339];
	const char *name;
	struct buf b;
	va_list ap;

	if (level < threshold)
		return;
	clock_rfc3339(clock_wall_ms(), at);
	buf_init(&b, NULL);
	buf_printf(&b, "{\"at\":\"%s\",\"level\":\"%s\",\"pid\":%ld,\"who\":", at, words[level],
	    (long)getpid());
	quote_any(&b, who);
	buf_puts(&b, ",\"what\":");
	quote_any(&b, what);
	va_start(ap, what);
	while ((name = va_arg(ap, const char *)) != NULL) {
		buf_putc(&b, ',');
		quote_any(&b, name);
		buf_putc(&b, ':');
		quote_any(&b, va_arg(ap, const char *));
	}
	va_end(ap);
	buf_puts(&b, "}\n");
	while (write(STDERR_FILENO, b.data, b.len) < 0 && errno == EINTR)
		;
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
