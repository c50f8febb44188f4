/* SPDX-License-Identifier: Apache-2.0 */
/* Decides whether a candidate of the automaton is a match for a human reader. Used by words.c. */
#ifndef RULES_WORD_FIT_H
#define RULES_WORD_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/words.h"

/* A letter of an entry and the length of its run. */
struct entry_run {
	uint32_t c;
	uint8_t count;
	uint8_t kind;	 /* enum letter_kind */
	bool gap_before; /* a phrase: a gap may be here in the text */
	bool gap_inside;
};

struct pattern {
	uint32_t list;
	uint32_t runs;	/* index of the first */
	uint32_t next;	/* another pattern of the same letters, +1 */
	uint32_t entry; /* offset of the entry as it was given */
	uint16_t nruns;
	uint16_t letters;
	uint32_t languages; /* in which it is an innocent word, one bit each */
	uint8_t match;	    /* enum word_match */
	bool allow;
	bool closed; /* a Korean prefix: only endings may follow it in the Hangul */
	bool exact;  /* an allowed word that matches only with its accents */
};

/* The letters up to `end` have the pattern's runs: is this a match? *start gets its first letter. */
bool word_fits(const struct pattern *, const struct entry_run *, const struct folded *, enum fold_mode, size_t end,
    size_t *start) MUST_USE;

#endif
