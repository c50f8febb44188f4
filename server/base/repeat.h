/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Log lines that may repeat hundreds of times a second: the first is written, then one a minute with the number of lines
 * omitted since.
 *
 *   if (repeat_due("statement failed", name, sqlstate, &more))
 *           log_error("statement failed", log_text("statement", name), …, log_repeated(more));
 */
#ifndef BASE_REPEAT_H
#define BASE_REPEAT_H

#include <stdbool.h>

#define REPEAT_MS 60000

/*
 * Should this line be written? Lines are equal if all three are. msg and subject are static strings; code (NULL: none) is
 * copied, at most 15 bytes. *more: equal lines omitted since the last one.
 */
bool repeat_due(const char *msg, const char *subject, const char *code, long *more);

/* Call periodically: reports omitted lines whose message has not come again for a minute. */
void repeat_flush(void);

#endif
