/*
 * What the parts of the preparation share: prepared_blocks.c reads lines,
 * prepared_inlines.c what stands in them. For this room.
 */
#ifndef TEXT_PREPARED_PARTS_H
#define TEXT_PREPARED_PARTS_H

#include "text/prepared.h"

/* What md4c is to see on one side of a delimiter run. */
enum stand_in {
	STAND_IN_LETTER = 0xfdd1,
	STAND_IN_PUNCT = 0x2e2a,
	STAND_IN_SPACE = 0x1680,
};

/* The body's bytes [from, to) as they are; reserved ones among them are marked as the author's. */
void prepared_keep(struct prepared *, const char *body, size_t from, size_t to);
/* One ASCII character of the body that is not mark-up here; it must be one of INERT. */
#define INERT "~*_&\\#->+=.)([]`<:"
void prepared_inert(struct prepared *, const char *body, size_t at);
/* Ours, before the body's byte `at`. */
void prepared_stand_in(struct prepared *, size_t at, enum stand_in);
void prepared_insert(struct prepared *, size_t at, const char *text);
/* Another character in the place of the body's byte `at`, in a list's marker, which nobody sees. */
void prepared_swap(struct prepared *, size_t at, char c);

/* ---- what stands in a line */
struct inlines {
	bool code;	   /* a single backtick is open */
	unsigned brackets; /* '[' so far */
	unsigned open;	   /* of this line; bit n: a run of n '*' that may be closed */
};

/* The rest [from, to) of a line that begins at `line`, behind quotes and markers. */
void inlines_put(struct prepared *, struct inlines *, const char *body, size_t n, size_t line, size_t from, size_t to);

/*
 * May the delimiter run [from, to) of '*' or '_' open and close emphasis? CommonMark
 * 0.31.2, 6.2, with the CJK-friendly amendments. The line is [begin, end) of the body.
 */
struct flanks {
	bool opens, closes;
};
struct flanks flanks_of(const char *body, size_t begin, size_t end, size_t from, size_t to);
/* Han, Kana, Hangul and what is drawn as wide as they are, but no emoji. */
bool flanks_cjk(uint32_t c);

/* The character before byte `at`, and behind; 0 at begin or end. */
uint32_t char_before(const char *body, size_t begin, size_t at);
uint32_t char_behind(const char *body, size_t at, size_t end);

#endif
