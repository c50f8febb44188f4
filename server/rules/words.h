/*
 * Word lists compiled into one automaton over folded letters. Stretched letters (idiooot) match, but an entry's own double letters
 * are needed (as is not ass). A match is only taken where it is one for a reader:
 * see the rules at words_find(). Allowed words protect what lies inside them.
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
	WORD_PREFIX,	/* begins a word: English endings follow; behind Hangul what may follow a Korean word (word_end.h) */
	WORD_SUBSTRING, /* anywhere in a word */
};

#define WORD_LETTERS 128 /* a Hangul syllable has two to four */

struct words;

struct words *words_new(void) MUST_USE;
/*
 * list: the caller's number, from 0 up. A blank in the entry is
 * where a blank may stand in the text (a phrase). "존나~" of a prefix list: behind it any Hangul may
 * stand. False if nothing is left of the entry after folding, or it is longer than WORD_LETTERS.
 */
bool words_add(struct words *, uint32_t list, enum word_match, const char *entry, size_t n) MUST_USE;
/* The same for a homograph, an innocent word in these languages (a bit each, see language.h). */
bool words_add_homograph(struct words *, uint32_t list, enum word_match, const char *entry, size_t n, uint32_t languages) MUST_USE;
/* Texts are searched for so many lists, even if the last ones have no entries. */
void words_lists(struct words *, size_t lists);
/*
 * Protects that list's hits inside it (WORD_EVERY: every list's), wherever a word begins with it,
 * as written (nothing stretched or replaced). An entry with accents in Latin letters (Kiké) protects only a word with the same.
 */
bool words_allow(struct words *, uint32_t list, const char *entry, size_t n) MUST_USE;
/*
 * After the last entry, before the first words_find(): words_build() at one go, or the other again and
 * again, about *work steps at a time, which it takes off, until it says true.
 */
void words_build(struct words *);
bool words_build_some(struct words *, size_t *work) MUST_USE;
void words_end(struct words *);
size_t words_size(const struct words *);

/*
 * Hits by list. Rules:
 * - Word: a boundary (gap, edge, or another kind of letter) on both sides; prefix: before.
 * - Punctuation like . - _ may stand between the letters (i.d.i.o.t). White space
 *   and other punctuation only if every letter stands alone (i d i o t) and the
 *   match is between boundaries, so "push it" or "the pen is" match nothing.
 * - Double letters that the entry does not have are taken from three on (idiooot), in
 *   entries of four letters and more from two on (idioot).
 * - A match begins and ends where written characters do (Hangul syllables).
 * - A match that is written as its entry is, but for case and accents, goes to the list that
 *   hits->doubt() names.
 */
void words_find(const struct words *, const struct readings *, struct word_hits *);

/* Words with letters masked (f*ck), in what the author wrote; see words_mask.h. */
void words_find_masked(const struct words *, const char *p, size_t n, struct word_hits *);

#endif
