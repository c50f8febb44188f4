/* What the rules commands share. */
#ifndef ADMIN_RULES_H
#define ADMIN_RULES_H

#include <jansson.h>

/*
 * A rules file with its word lists read in and checked. words: the folder of the
 * lists; NULL: the one that ships with Madang. A new reference; NULL after saying
 * what is wrong.
 */
json_t *rules_document(const char *path, const char *words);

#endif
