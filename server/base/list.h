/*
 * A list in a setting: words separated by blanks.
 *
 *   for (at = setting_text(SERVER_LISTEN); list_next(&at, &word);)
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>

#include "base/buf.h"

/* Moves *at behind the next word; false at the end. */
bool list_next(const char **at, struct span *word);

#endif
