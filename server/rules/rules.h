/*
 * A site's rules document, read and checked: what the judge works from. State
 * rules (see read.h) are checked here too, though the
 * database alone applies them. For this room; see judge.h.
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
	struct scripts scripts; /* of its language; none: it is for every text */
	int language;		/* see rules/language.h; -1: none, or one whose function words are not known */
};

/*
 * In struct words a list has two numbers: of entries that mean what the list says, and of those that only flag, for
 * they have an innocent use: "word = flag", or a homograph where the words around leave a doubt.
 */
#define LIST_PLAIN(i)	((uint32_t)(i) * 2)
#define LIST_FLAGS(i)	((uint32_t)(i) * 2 + 1)
#define LIST_OF(number) ((number) / 2)


/* How far a document has been read; see rules_more(). */
struct rules_left {
	json_t *document;
	void *article; /* the next one's place in "articles" */
	size_t list;   /* behind the last one: the allowed words of all lists */
	bool allow;    /* the list's own allowed words are next */
	size_t entry;
};

struct rules {
	unsigned kept; /* by how many more than one */
	struct rules_left *left; /* NULL: whole */
	struct rule_config *configs; /* one for each of rule_kinds[] */
	struct word_list *lists;
	size_t nlists;
	struct words *words; /* NULL without lists */
	bool borrowed; /* words and their lists' names are the site's: these are an article's rules */
	struct article_rules *articles; /* sorted by id */
	size_t narticles;
};

#define ARTICLE_RULES_MAX 1000

/* What an article has instead of its site's rules. */
struct article_rules {
	char article[UUID_TEXT];
	struct rules *rules;
};

/*
 * A document takes milliseconds to compile where it has thousands of words, so it can be done in turns.
 * rules_begin() checks all but words and articles; it keeps the document, which nobody may change, until
 * rules_more() has been called often enough. That does about *work steps (a tenth of a microsecond each)
 * and takes them off. Wrong: a line is appended to error, saying where.
 */
enum rules_progress { RULES_MORE, RULES_WHOLE, RULES_WRONG };
/* Rules that say nothing. */
struct rules *rules_new(void) MUST_USE;
struct rules *rules_begin(const json_t *document, struct buf *error) MUST_USE;
enum rules_progress rules_more(struct rules *, size_t *work, struct buf *error) MUST_USE;

/* The same rules, once more to be ended. */
struct rules *rules_keep(struct rules *) MUST_USE;
/* The rules for this article: its own, or r itself. article may be NULL. */
const struct rules *rules_for(const struct rules *r, const char *article);
void rules_end(struct rules *); /* NULL is fine */

#endif
