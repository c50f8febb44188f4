/*
 * One event, one line, one JSON object on standard error:
 *   {"at":"…","level":"warn","pid":12,"what":"link lost","link":"read",…}
 * A line names its subject. Secrets and comment text never enter the log;
 * there is no call that could be handed a request body by habit.
 *
 *   log_line(LOG_WARN, "link lost", "link", name, "why", reason, NULL);
 *
 * Fields are pairs of strings, ended by NULL; a NULL value becomes null.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/*
 * From now on no line waits for the reader of standard error: one that cannot be written at once is dropped and
 * counted in *dropped, which processes may share (NULL: nowhere), and the next that can be is followed by one that
 * says how many there were. A file on a disk that hangs is waited for all the same.
 */
void log_open(_Atomic unsigned long *dropped);
/* The same for a line ready made; safe in a signal's handler. */
void log_write(const char *line, size_t n);

void log_line(enum log_level, const char *what, ...) __attribute__((sentinel));

/* Lines below this level are not written; LOG_INFO at start. */
void log_threshold(enum log_level);

/* "debug", "info", "warn", "error"; false for another word. */
bool log_level_parse(const char *word, enum log_level *out);

/* Name of this process in every line ("worker 1"); copied, at most 31 octets. */
void log_who(const char *name);

/* A number as a log value: a ring of eight buffers, good until eight calls on. */
const char *log_num(long n);

#endif
