/*
 * Whether a candidate of the automaton is a match for a reader. For words.c.
 */
#ifndef RULES_WORD_FIT_H
#define RULES_WORD_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/words.h"

/* A letter of an entry and how often it stands in a row. */
struct entry_run {
	uint32_t c;
	uint8_t count;
	uint8_t kind;	 /* enum letter_kind */
	bool gap_before; /* a phrase: here words may be apart */
	bool gap_inside;
};

struct pattern {
	uint32_t list;
	uint32_t runs; /* index of the first */
	uint32_t next; /* another pattern of the same letters, +1 */
	uint32_t entry; /* where it stands as it was given */
	uint16_t nruns;
	uint16_t letters;
	uint32_t languages; /* in which it is an innocent word */
	uint8_t match; /* enum word_match */
	bool allow;
	bool closed; /* Korean: behind it only what may follow a word */
	bool exact;  /* allowed only with its accents */
};

/* Letters up to `end` end the pattern's runs: is it a match, and where does it start? */
bool word_fits(const struct pattern *, const struct entry_run *, const struct folded *, enum fold_mode, size_t end,
    size_t *start) MUST_USE;

#endif
