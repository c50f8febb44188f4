/*
 * A text as a moderator's eye reads it, for matching words: letters only, with
 * where each came from. NFKC and case folding; look-alikes of other scripts,
 * accents, circled and flag letters become plain letters; Hangul becomes its
 * letters, the same whether composed, decomposed or written apart; invisible
 * characters vanish; what separates two letters is kept as a gap.
 */
#ifndef RULES_FOLD_H
#define RULES_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stood before a letter. */
enum letter_gap {
	GAP_NONE,  /* nothing, or only what cannot be seen */
	GAP_JOIN,  /* . - _ * and their like: i.d.i.o.t */
	GAP_PUNCT, /* other punctuation, or the end of a sentence */
	GAP_SPACE, /* white space */
};

enum letter_kind {
	KIND_ALPHA,  /* scripts that separate words by blanks, except Hangul */
	KIND_HANGUL,
	KIND_DIGIT,
	KIND_FREE,   /* scripts that do not separate words: Han, Kana, Thai, … */
	KIND_SIGN,   /* letters made of flags */
};

struct letter {
	uint32_t c;	    /* folded code point */
	uint32_t from, to;  /* octets in the text */
	uint32_t same;	    /* how many equal letters in a row end here */
	uint32_t same_near; /* of these, since the last gap */
	uint32_t hard;	    /* how many letters so far have GAP_PUNCT or more before them */
	uint8_t gap;
	uint8_t kind;
	uint8_t start;	    /* first letter of what the author wrote as one character */
	uint8_t sure;	    /* enum sure */
};

enum sure {
	SURE_DIGIT,  /* a digit read as a letter */
	SURE_SIGN,   /* a sign read as a letter */
	SURE_LETTER, /* as written */
};

struct folded {
	struct letter *letters;
	size_t n, room;
	bool leet; /* has digits or signs that may stand for letters */
	bool bars; /* has 1 | ! I l that may stand for one another */
};

enum fold_mode {
	FOLD_PLAIN,  /* digits are digits */
	FOLD_LEET_I, /* 4ss, 1d10t: digits and signs are the letters they look like, 1 | ! are i */
	FOLD_LEET_L, /* the same, 1 | ! I are l */
	FOLD_MODES
};

/* p is valid UTF-8. Fills f, zeroed or used before (its memory is kept); folded_end() frees. */
void fold_text(struct folded *f, const char *p, size_t n, enum fold_mode);
void folded_end(struct folded *);

/* A text folded in every mode that can make a difference; the others are empty. */
struct readings {
	struct folded mode[FOLD_MODES];
	const char *text; /* borrowed */
	size_t n;
};

/* p is kept, not copied. */
void readings_make(struct readings *, const char *p, size_t n);
void readings_end(struct readings *);

#endif
