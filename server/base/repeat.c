/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of the last 64 kinds of lines. msg and subject are compared by contents, so the same text from two places is one
 * kind.
 */
#include "base/repeat.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

/* If there are more kinds of lines, the one written longest ago is evicted. */
static struct repeat_line {
	const char *msg, *subject;
	char code[16];
	int64_t written_ms;
	long more;
} lines[64];

static struct repeat_line *
repeat_find(const char *msg, const char *subject, const char *code)
{
	size_t i;

	for (i = 0; i < LENGTH(lines); i++)
		if (lines[i].msg != NULL && strcmp(lines[i].msg, msg) == 0 && strcmp(lines[i].subject, subject) == 0 &&
		    strncmp(lines[i].code, code, sizeof(lines[i].code) - 1) == 0)
			return (&lines[i]);
	return (NULL);
}

static void
repeat_report(const struct repeat_line *line)
{
	const struct log_field fields[] = { log_text("subject", line->subject),
		log_text("code", *line->code != '\0' ? line->code : NULL), log_repeated(line->more), { LOG_END, NULL, NULL, 0 } };

	if (line->msg != NULL && line->more > 0)
		log_event(LOG_WARN, line->msg, fields);
}

static struct repeat_line *
repeat_evict(void)
{
	struct repeat_line *line = &lines[0];
	size_t i;

	for (i = 0; i < LENGTH(lines); i++)
		if (lines[i].written_ms < line->written_ms)
			line = &lines[i];
	repeat_report(line);
	return (line);
}

bool
repeat_due(const char *msg, const char *subject, const char *code, long *more)
{
	struct repeat_line *line;
	int64_t now = clock_ms();

	code = code != NULL ? code : "";
	*more = 0;
	line = repeat_find(msg, subject, code);
	if (line == NULL) {
		line = repeat_evict();
		line->msg = msg;
		line->subject = subject;
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
			repeat_report(&lines[i]);
			lines[i].msg = NULL;
			lines[i].more = 0;
			lines[i].written_ms = 0;
		}
}
