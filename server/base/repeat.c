#include "base/repeat.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

/* Of more kinds than these the one that was written longest ago is forgotten, and written when it comes again. */
static struct line {
	const char *what, *of;
	char code[16];
	int64_t written_ms;
	long more;
} lines[64];

static struct line *
find(const char *what, const char *of, const char *code)
{
	size_t i;

	for (i = 0; i < LENGTH(lines); i++)
		if (lines[i].what != NULL && strcmp(lines[i].what, what) == 0 && strcmp(lines[i].of, of) == 0 &&
		    strncmp(lines[i].code, code, sizeof(lines[i].code) - 1) == 0)
			return (&lines[i]);
	return (NULL);
}

static void
say(const struct line *line)
{
	if (line->what != NULL && line->more > 0)
		log_line(LOG_WARN, line->what, "of", line->of, "code", *line->code != '\0' ? line->code : NULL, "repeated",
		    log_num(line->more), NULL);
}

static struct line *
oldest(void)
{
	struct line *line = &lines[0];
	size_t i;

	for (i = 0; i < LENGTH(lines); i++)
		if (lines[i].written_ms < line->written_ms)
			line = &lines[i];
	say(line);
	return (line);
}

bool
repeat_due(const char *what, const char *of, const char *code, long *more)
{
	struct line *line;
	int64_t now = clock_ms();

	code = code != NULL ? code : "";
	*more = 0;
	line = find(what, of, code);
	if (line == NULL) {
		line = oldest();
		line->what = what;
		line->of = of;
		(void)snprintf(line->code, sizeof(line->code), "%s", code);
	} else if (now - line->written_ms < REPEAT_MS) {
		line->more++;
		return (false);
	} else
		*more = line->more;
	line->more = 0;
	line->written_ms = now;
	return (true);
}

void
repeat_flush(void)
{
	size_t i;

	for (i = 0; i < LENGTH(lines); i++)
		if (lines[i].more > 0 && clock_ms() - lines[i].written_ms >= REPEAT_MS) {
			say(&lines[i]);
			lines[i].what = NULL;
			lines[i].more = 0;
			lines[i].written_ms = 0;
		}
}
