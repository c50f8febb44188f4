/* SPDX-License-Identifier: Apache-2.0 */
/* Between the parts of the preparation: prepared_blocks.c reads lines, prepared_inlines.c their text. Only for this folder. */
#ifndef TEXT_PREPARED_PARTS_H
#define TEXT_PREPARED_PARTS_H

#include "text/prepared.h"

/* The code points beside a delimiter run, by the way in which md4c reads them. */
enum stand_in {
	STAND_IN_LETTER = 0xfdd1,
	STAND_IN_PUNCT = 0x2e2a,
	STAND_IN_SPACE = 0x1680,
};

/* Copies the body's bytes [from, to); reserved code points among them are marked as the author's. */
void prepared_keep(struct prepared *, const char *body, size_t from, size_t to);
/* Replaces one character of the body that is no mark-up here; it is one of INERT. */
#define INERT "~*_&\\#->+=.)([]`<:"
void prepared_inert(struct prepared *, const char *body, size_t at);
/* Both add text before the body's byte `at`. */
void prepared_stand_in(struct prepared *, size_t at, enum stand_in);
void prepared_insert(struct prepared *, size_t at, const char *text);
/* Replaces the body's byte `at` in a list's marker, which readers do not see. */
void prepared_swap(struct prepared *, size_t at, char c);

/* ---- the text of a line */
struct inlines {
	bool code;	   /* a code span of one backtick is open */
	unsigned brackets; /* how many '[' were read */
	unsigned open;	   /* in this line; bit n: a run of n '*' is open */
};

/* Writes [from, to) of the line that begins at `line`, behind its quotes and markers. */
void inlines_put(struct prepared *, struct inlines *, const char *body, size_t n, size_t line, size_t from, size_t to);

/*
 * May the delimiter run [from, to) of '*' or '_' open and close emphasis? CommonMark
 * 0.31.2, 6.2, with the CJK-friendly amendments. The line is [begin, end) of the body.
 */
struct flanks {
	bool opens, closes;
};
struct flanks flanks_of(const char *body, size_t begin, size_t end, size_t from, size_t to);
/* Han, Kana, Hangul and characters of the same width, without emoji. */
bool flanks_cjk(uint32_t c);

/* The character before and behind byte `at`; 0 at the begin and the end. */
uint32_t char_before(const char *body, size_t begin, size_t at);
uint32_t char_behind(const char *body, size_t at, size_t end);

#endif
