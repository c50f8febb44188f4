/*
 * What was found in one text, by list. Each list keeps its own first places, so
 * that no number of hits of one list can hide another's; a hit that an allowed
 * word covers is none. Kept from text to text, so that finding allocates little.
 */
#ifndef RULES_WORD_HITS_H
#define RULES_WORD_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define WORD_SPANS 16 /* of one list in one text */
#define WORD_EVERY UINT32_MAX /* instead of a list's number: an allowed word of them all */

struct word_hit {
	uint32_t from, to; /* octets in the text */
	uint32_t first_to; /* where the first of merged hits ended */
	const char *word;  /* the entry; of hits that overlap, the first one's */
};

/* Places inside which nothing is a hit, none inside another, in order. */
struct cover {
	struct stretch { uint32_t from, to; } *spans;
	size_t n, room;
};

/* A match that can be an innocent word of another language. */
struct word_doubt {
	uint32_t list;
	uint32_t languages; /* in which the entry is one, a bit each */
	bool marked;	    /* the list says this of its entries: of others it is not so */
	const char *word;   /* the entry */
	uint32_t from, to;
};
/* The list under which it counts; WORD_EVERY: under none. */
typedef uint32_t word_doubt_fn(void *arg, const struct word_doubt *);

struct word_hits {
	word_doubt_fn *doubt; /* NULL: none; the caller's, with arg */
	void *doubt_arg;
	size_t lists, room;
	uint8_t *n; /* of each list */
	struct word_hit (*of)[WORD_SPANS];
	struct cover *covers; /* the first is every list's */
	bool covered;	      /* allowed words were looked for */
};

/* Zeroed, or used before; doubt stays. */
void word_hits_clear(struct word_hits *, size_t lists);
void word_hits_end(struct word_hits *);

/* In any order. Hits of one list that overlap become one; the first WORD_SPANS places are kept. */
void word_hits_add(struct word_hits *, uint32_t list, uint32_t from, uint32_t to, const char *word);
/* In order of `to`. */
void word_hits_cover(struct word_hits *, uint32_t list, uint32_t from, uint32_t to);
bool word_hits_covered(const struct word_hits *, uint32_t list, uint32_t from, uint32_t to) MUST_USE;

#endif
