/*
 * Which language the words around a place are of, told by function words and accents, for languages
 * in Latin script. A list of English words then leaves French "du retard" alone. For this room.
 */
#ifndef RULES_LANGUAGE_H
#define RULES_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define LANGUAGES_MAX 32 /* one bit each */

/* The number of a language ("fr", "fr-CA", "nb"); -1 if its function words are not known. */
int language_find(const char *code, size_t n) MUST_USE;
const char *language_code(int language);

/*
 * The words before and behind a place, at most LANGUAGE_WORDS on each side and not beyond its sentence: so
 * nothing that stands elsewhere in a text, and no more than two words beside a whole sentence, changes what is said of a place.
 */
#define LANGUAGE_WORDS 8

struct language_evidence {
	uint8_t of[LANGUAGES_MAX];  /* different words that are this language's and not the list's */
	uint8_t own[LANGUAGES_MAX]; /* different words that are the list's language and not this one's */
	uint32_t name;		    /* languages of the accents in a capitalised word right beside the capitalised place */
};

/* text[from, to) is the place, in a list of the language `own`. seen (may be NULL) gets the words of others that count: "le, du". */
void language_weigh(const char *text, size_t n, size_t from, size_t to, int own, struct language_evidence *, struct buf *seen);

/* Languages whose alphabet has every accented letter of p, of which `own` lacks one; 0 if there is none. */
uint32_t language_accents(const char *p, size_t n, int own) MUST_USE;

/* Are both written alike but for case; alike but for accents that only a has? */
bool language_same(const char *a, size_t na, const char *b, size_t nb) MUST_USE;
bool language_accented(const char *a, size_t na, const char *b, size_t nb) MUST_USE;

#endif
