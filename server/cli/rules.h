/* SPDX-License-Identifier: Apache-2.0 */
/* A function that the rules commands share. */
#ifndef CLI_RULES_H
#define CLI_RULES_H

#include <jansson.h>

/*
 * Reads and checks a rules file with its word lists. words: the directory of the lists; NULL: the one that ships with
 * Madang. A new reference; NULL after an error message.
 */
json_t *rules_document(const char *path, const char *words);

#endif
