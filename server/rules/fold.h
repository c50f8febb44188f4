/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds a text to letters for matching words, with the bytes that each came from: NFKC and case folding; look-alikes of
 * other scripts, accented, circled and flag letters become plain letters; Hangul becomes its letters, whether it was
 * composed, decomposed or written apart. Invisible characters vanish. A letter keeps the kind of gap before it.
 */
#ifndef RULES_FOLD_H
#define RULES_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The gap before a letter. */
enum letter_gap {
	GAP_NONE,  /* none, or invisible characters */
	GAP_JOIN,  /* . - _ * and similar signs: i.d.i.o.t */
	GAP_PUNCT, /* other punctuation, or the end of a sentence */
	GAP_SPACE, /* white space, and the start of the text */
};

enum letter_kind {
	KIND_ALPHA, /* scripts that separate words by spaces, except Hangul */
	KIND_HANGUL,
	KIND_DIGIT,
	KIND_FREE, /* scripts that do not separate words: Han, Kana, Thai, … */
	KIND_SIGN, /* letters made of flags */
};

struct letter {
	uint32_t c;	    /* folded code point */
	uint32_t from, to;  /* bytes in the text */
	uint32_t same;	    /* length of the run of equal letters that ends here */
	uint32_t same_near; /* the part of that run since the last gap */
	uint32_t hard;	    /* number of letters up to here with GAP_PUNCT or more before them */
	uint8_t gap;
	uint8_t kind;
	uint8_t start; /* the first letter of a written character */
	uint8_t sure;  /* enum sure */
};

enum sure {
	SURE_DIGIT,  /* a digit read as a letter */
	SURE_SIGN,   /* a sign read as a letter */
	SURE_LETTER, /* as written */
};

struct folded {
	struct letter *letters;
	size_t n, room;
	bool leet; /* has digits or signs that can stand for letters */
	bool bars; /* has 1 | ! I l that can stand for each other */
};

enum fold_mode {
	FOLD_PLAIN,  /* digits are digits */
	FOLD_LEET_I, /* 4ss, 1d10t: digits and signs are the letters that they look like; 1 | ! are i */
	FOLD_LEET_L, /* the same; 1 | ! I are l */
	FOLD_MODES
};

/* p is valid UTF-8. f is zeroed or was used before, and its memory is reused; folded_end() frees it. */
void fold_text(struct folded *f, const char *p, size_t n, enum fold_mode);
void folded_end(struct folded *);

/* A text folded in every mode that gives different letters; other modes are empty. */
struct readings {
	struct folded mode[FOLD_MODES];
	const char *text; /* borrowed */
	size_t n;
};

/* p is borrowed until the next call. */
void readings_make(struct readings *, const char *p, size_t n);
void readings_end(struct readings *);

#endif
