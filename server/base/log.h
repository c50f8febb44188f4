/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log: one event is one line with one JSON object on standard error.
 *   {"time":"…","level":"warn","process":"worker 1","pid":12,"msg":"child exited","child":"hasher","status":9}
 *
 *   log_warn("child exited", log_text("child", name), log_int("status", status));
 *
 * The message is a lower-case literal: a noun and a past participle. Variable parts are typed fields, which the compiler
 * checks. deploy/doc/logs.md lists every message with its level and fields; a lint compares it with the calls. Secrets,
 * comment text and names of people never enter the log. Nothing is allocated.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOG_LINE_MAX   4096 /* bytes of a line: a pipe writes them at once (PIPE_BUF) */
#define LOG_VALUE_MAX  512  /* bytes of a string as written; a longer one ends in "…" */
#define REQUEST_ID_MAX 64   /* bytes of a request's id */

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

enum log_type {
	LOG_END,
	LOG_ABSENT, /* omitted */
	LOG_TEXT,   /* a string, escaped, or null */
	LOG_INT,
	LOG_MS, /* microseconds, written as milliseconds with three decimals */
	LOG_BOOL,
};

struct log_field {
	enum log_type type;
	const char *name; /* snake_case, with its unit: "duration_ms" */
	const char *text;
	int64_t n;
};

static inline struct log_field
log_text(const char *name, const char *text)
{
	return ((struct log_field) { LOG_TEXT, name, text, 0 });
}

static inline struct log_field
log_int(const char *name, int64_t n)
{
	return ((struct log_field) { LOG_INT, name, NULL, n });
}

static inline struct log_field
log_ms(const char *name, int64_t us)
{
	return ((struct log_field) { LOG_MS, name, NULL, us });
}

static inline struct log_field
log_bool(const char *name, bool yes)
{
	return ((struct log_field) { LOG_BOOL, name, NULL, yes });
}

/* The number of equal lines omitted since the last one (base/repeat.h); absent for 0. */
static inline struct log_field
log_repeated(long more)
{
	return ((struct log_field) { more > 0 ? LOG_INT : LOG_ABSENT, "repeated", NULL, more });
}

#define LOG_AT(level, msg, ...) \
	log_event(level, "" msg "", (const struct log_field[]) { __VA_ARGS__ __VA_OPT__(, ) { LOG_END, NULL, NULL, 0 } })
#define log_debug(...) LOG_AT(LOG_DEBUG, __VA_ARGS__)
#define log_info(...)  LOG_AT(LOG_INFO, __VA_ARGS__)
#define log_warn(...)  LOG_AT(LOG_WARN, __VA_ARGS__)
#define log_error(...) LOG_AT(LOG_ERROR, __VA_ARGS__)

/* fields ends with LOG_END. Call the macros above: they require a literal message. */
void log_event(enum log_level, const char *msg, const struct log_field *fields);

/*
 * Makes writes non-blocking. A line that cannot be written at once is dropped and counted in *dropped, which processes may
 * share (NULL: not counted). The next written line is followed by one with the number dropped. A write to a regular file
 * still waits for its disk.
 */
void log_open(_Atomic unsigned long *dropped);
/* Writes a complete line; safe in a signal handler. */
void log_write(const char *line, size_t n);

/* Omits lines below this level; LOG_INFO at start. */
void log_set_level(enum log_level);

/* "debug", "info", "warn", "error"; false for another word. */
bool log_level_parse(const char *word, enum log_level *out);

/* The name of this process in every line ("worker 1"); copied, at most 31 bytes. */
void log_set_process(const char *name);

/*
 * The current request: every line until log_request_leave() has its id. Calls nest, because the end of one request may
 * start the next.
 *
 *   struct log_request outer = log_request_enter(id);
 *   …
 *   log_request_leave(&outer);
 */
struct log_request {
	char id[REQUEST_ID_MAX + 1]; /* "": none */
};
struct log_request log_request_enter(const char *id);
void log_request_leave(const struct log_request *outer);
/* The id of the current request; "" without one. */
const char *log_request_id(void);

#endif
