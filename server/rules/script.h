/*
 * Which scripts a text is written in, so that the words of one language are not
 * read into the letters of another: those of "pot" are a Russian's mouth.
 */
#ifndef RULES_SCRIPT_H
#define RULES_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

struct scripts {
	uint64_t bits[4]; /* by ICU's number */
};

/* Those of a language, named as in BCP 47 ("en", "ko", "sr-Latn"). False if nobody knows it. */
bool scripts_of(const char *language, struct scripts *) MUST_USE;
/* Adds that of a letter beyond ASCII. */
void scripts_add(struct scripts *, uint32_t c);
void scripts_add_latin(struct scripts *);

bool scripts_any(const struct scripts *) MUST_USE;
bool scripts_meet(const struct scripts *, const struct scripts *) MUST_USE;

#endif
