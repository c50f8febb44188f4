/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list in a setting: words separated by spaces.
 *
 *   for (at = setting_text(SERVER_LISTEN); list_next(&at, &word);)
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>

#include "base/buf.h"

/* Sets *word and moves *at after it; false at the end. */
bool list_next(const char **at, struct span *word);

#endif
