/* SPDX-License-Identifier: Apache-2.0 */
/* The scripts of a text, so that a list of one language skips texts in another script: "pot" in Cyrillic is Russian for mouth. */
#ifndef RULES_SCRIPT_H
#define RULES_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

struct scripts {
	uint64_t bits[4]; /* by ICU's number of the script */
};

/* The scripts of a language, named as in BCP 47 ("en", "ko", "sr-Latn"). False for an unknown language. */
bool scripts_of(const char *language, struct scripts *) MUST_USE;
/* Adds the script of a letter outside ASCII. */
void scripts_add(struct scripts *, uint32_t c);
void scripts_add_latin(struct scripts *);

bool scripts_any(const struct scripts *) MUST_USE;
bool scripts_meet(const struct scripts *, const struct scripts *) MUST_USE;

#endif
