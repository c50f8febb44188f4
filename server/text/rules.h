/*
 * A site's rules document, read and checked: what the judge works from. State
 * rules (repetition, newcomer, premoderated) are checked here too, though the
 * database alone applies them. For this room; see judge.h.
 */
#ifndef TEXT_RULES_H
#define TEXT_RULES_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "text/links.h"
#include "text/words.h"

/* What every rule says about a hit. Strings are the rule set's. */
struct verdict {
	char outcome[8]; /* flag, hold, reject; "" if there is no such rule */
	char reason[16];
	double weight;
};

struct word_list {
	struct verdict verdict;
	char *name;
};

struct rules {
	struct verdict length;
	long length_least, length_most; /* characters; most 0: none */
	struct verdict links;
	long links_most; /* -1: any number */
	struct domains *allowed, *refused;
	struct word_list *lists;
	size_t nlists;
	struct words *words; /* NULL without lists */
	struct verdict shouting;
	double shouting_share;
	long shouting_least;
};

/* NULL and a line in error (appended) if the document makes no sense. */
struct rules *rules_read(const json_t *document, struct buf *error) MUST_USE;
void rules_end(struct rules *); /* NULL is fine */
size_t rules_size(const struct rules *);

#endif
