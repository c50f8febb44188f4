/*
 * Log lines that may repeat hundreds of times a second: the first is written, then one a minute that says how many
 * there were since.
 *
 *   if (repeat_due("statement failed", name, sqlstate, &more))
 *           log_line(LOG_ERROR, "statement failed", "statement", name, …, more > 0 ? "repeated" : NULL, log_num(more), NULL);
 */
#ifndef BASE_REPEAT_H
#define BASE_REPEAT_H

#include <stdbool.h>

#define REPEAT_MS 60000

/*
 * Is this line to be written? Lines are the same if all three are; what and of are static strings, code (NULL: none)
 * is copied, at most 15 octets. *more: how many of them were not written since the last one was.
 */
bool repeat_due(const char *what, const char *of, const char *code, long *more);

/* Now and then: writes how many were left out of what has not come again for a minute. */
void repeat_flush(void);

#endif
