/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the language of the words around a place by function words and accents, for languages in Latin script. A list of
 * English words can then skip the French "du retard". Internal to rules/.
 */
#ifndef RULES_LANGUAGE_H
#define RULES_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define LANGUAGES_MAX 32 /* one bit each */

/* The number of a language ("fr", "fr-CA", "nb"); -1 for a language without a table of function words. */
int language_find(const char *code, size_t n) MUST_USE;
const char *language_code(int language);

/*
 * Evidence is counted within the sentence of the place, at most LANGUAGE_WORDS words before it and as many after it. A
 * sender cannot change the result with words in another sentence.
 */
#define LANGUAGE_WORDS 8

struct language_evidence {
	uint8_t of[LANGUAGES_MAX];  /* different words of this language that the list's language lacks */
	uint8_t own[LANGUAGES_MAX]; /* different words of the list's language that this one lacks */
	uint32_t name;		    /* languages of the accents in a capitalised word beside the capitalised place */
};

/*
 * text[from, to) is the place, matched by a list of the language `own`. seen (may be NULL) gets the words of other
 * languages that count: "le, du".
 */
void language_weigh(const char *text, size_t n, size_t from, size_t to, int own, struct language_evidence *, struct buf *seen);

/* Languages whose alphabet has every accented letter of p, as bits; 0 if `own` has them too, or p has none. */
uint32_t language_accents(const char *p, size_t n, int own) MUST_USE;

/* Are both equal but for case? Are they equal but for case and accents that only a has? */
bool language_same(const char *a, size_t na, const char *b, size_t nb) MUST_USE;
bool language_accented(const char *a, size_t na, const char *b, size_t nb) MUST_USE;

#endif
