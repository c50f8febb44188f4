/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word lists, compiled into one automaton over folded letters. Stretched letters match (idiooot), but the double letters
 * of an entry must be there ("as" does not match "ass"). words_find() has the rules of a match. Allowed words protect
 * the text inside them.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "rules/fold.h"
#include "rules/word_hits.h"

enum word_match {
	WORD_WHOLE,	/* a whole word */
	WORD_PREFIX,	/* the start of a word: any letters follow; after Hangul only Korean endings (word_end.h) */
	WORD_SUBSTRING, /* anywhere in a word */
};

#define WORD_LETTERS 128 /* of an entry; a Hangul syllable has two to four */

struct words;

struct words *words_new(void) MUST_USE;
/*
 * list: the caller's number, from 0 up. Where the entry has a space (a phrase), the text may have one. After "존나~" of
 * a prefix list any Hangul may follow. False if no letters are left after folding, or more than WORD_LETTERS.
 */
bool words_add(struct words *, uint32_t list, enum word_match, const char *entry, size_t n) MUST_USE;
/* The same for a homograph: an innocent word in these languages, one bit each (language.h). */
bool words_add_homograph(struct words *, uint32_t list, enum word_match, const char *entry, size_t n,
    uint32_t languages) MUST_USE;
/* Sets the number of lists, because the last ones may be empty. */
void words_lists(struct words *, size_t lists);
/*
 * Adds an allowed word: wherever a word begins with it, hits of the list inside it do not count (WORD_EVERY: hits of
 * every list). Stretched or replaced letters do not match it. An entry with accents on Latin letters (Kiké) matches only
 * with the same accents.
 */
bool words_allow(struct words *, uint32_t list, const char *entry, size_t n) MUST_USE;
/*
 * After the last entry, before the first words_find(): words_build() does it at once; words_build_some() does about
 * *work steps, subtracts them, and returns true when all is built.
 */
void words_build(struct words *);
bool words_build_some(struct words *, size_t *work) MUST_USE;
void words_end(struct words *);

/*
 * Finds the hits of every list. Rules:
 * - A word has a boundary (gap, edge, or another kind of letter) on both sides; a prefix has one before it.
 * - Punctuation like . - _ may be between the letters (i.d.i.o.t).
 * - White space and other punctuation may be there only if every letter is alone (i d i o t). The match is then between
 *   boundaries, so "push it" and "the pen is" match nothing.
 * - A run of letters that the entry does not have matches from three letters (idiooot); in entries of at least four
 *   letters from two (idioot).
 * - A match begins and ends with written characters (Hangul syllables).
 * - hits->doubt() decides the list of each match.
 */
void words_find(const struct words *, const struct readings *, struct word_hits *);

/* Finds words with masked letters (f*ck) in the body as the author wrote it; see words_mask.h. */
void words_find_masked(const struct words *, const char *p, size_t n, struct word_hits *);

#endif
