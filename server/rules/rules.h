/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A site's rules document, read, checked and compiled for the judge. State rules are checked too, so that SQL never meets
 * an invalid one. Internal to rules/; other folders use judge.h.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/uuid.h"
#include "rules/links.h"
#include "rules/rule.h"
#include "rules/script.h"
#include "rules/words.h"

struct word_list {
	struct rule_action action;
	char *name;
	struct scripts scripts; /* of its language; none: the list fits every text */
	int language;		/* see language.h; -1: none, or one without function words */
};

/*
 * In struct words a list has two numbers: one for entries with the list's outcome, one for entries that only flag because
 * they have an innocent use ("word = flag", or a homograph in a doubtful context).
 */
#define LIST_PLAIN(i)	((uint32_t)(i)*2)
#define LIST_FLAGS(i)	((uint32_t)(i)*2 + 1)
#define LIST_OF(number) ((number) / 2)

/* The position in a document that is read in slices; see rules_more(). */
struct rules_position {
	json_t *document;
	void *article; /* iterator of "articles": the next one to read */
	size_t list;   /* nlists: the allowed words of every list */
	bool allow;    /* reading the list's allowed words, not its words */
	size_t entry;
};

struct rules {
	unsigned more_owners;		 /* number of owners after the first */
	struct rules_position *position; /* NULL: compiled */
	struct rule_config *configs;	 /* one for each of rule_kinds[] */
	struct word_list *lists;
	size_t nlists;
	struct words *words;		/* NULL without lists */
	bool borrowed;			/* an article's rules: words and the names of lists belong to the site's rules */
	struct article_rules *articles; /* sorted by id */
	size_t narticles;
};

#define ARTICLE_RULES_MAX 1000

/* An article's rules: the site's with its overrides. */
struct article_rules {
	char article[UUID_TEXT];
	struct rules *rules;
};

/*
 * A document with thousands of words takes milliseconds to compile, so it is compiled in slices. rules_begin() checks
 * everything but words and articles, and holds the document until rules_more() returns RULES_WHOLE; it must not change
 * meanwhile. rules_more() does about *work steps, a tenth of a microsecond each, and subtracts them. RULES_WRONG, or NULL
 * from rules_begin(): error has one more line, which names the place.
 */
enum rules_progress { RULES_MORE, RULES_WHOLE, RULES_WRONG };
/* Rules without any rule. */
struct rules *rules_new(void) MUST_USE;
struct rules *rules_begin(const json_t *document, struct buf *error) MUST_USE;
enum rules_progress rules_more(struct rules *, size_t *work, struct buf *error) MUST_USE;

/* Adds an owner, who calls rules_end() too. r may be NULL. */
struct rules *rules_share(struct rules *) MUST_USE;
/* The article's own rules, or r. article may be NULL. Borrowed from r. */
const struct rules *rules_for(const struct rules *r, const char *article);
void rules_end(struct rules *); /* NULL is fine */

#endif
