/*
 * Log lines that may repeat hundreds of times a second: the first is written, then one a minute that says how many
 * there were since.
 *
 *   if (repeat_due("statement failed", name, sqlstate, &more))
 *           log_error("statement failed", log_text("statement", name), …, log_repeated(more));
 */
#ifndef BASE_REPEAT_H
#define BASE_REPEAT_H

#include <stdbool.h>

#define REPEAT_MS 60000

/*
 * Is this line to be written? Lines are the same if all three are; msg and subject are static strings, code (NULL: none)
 * is copied, at most 15 octets. *more: how many of them were not written since the last one was.
 */
bool repeat_due(const char *msg, const char *subject, const char *code, long *more);

/* Now and then: writes how many were left out of what has not come again for a minute. */
void repeat_flush(void);

#endif
