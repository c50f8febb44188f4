/*
 * Reading a rules document member by member, with errors that name the place.
 * For this room's rules_*.c.
 */
#ifndef TEXT_RULES_READ_H
#define TEXT_RULES_READ_H

#include "rules/rules.h"

/* Where in the document we are; told in errors. */
struct place {
	struct buf *error;
	char prefix[64]; /* "" or "articles.<id>." */
	char at[96];
	struct rules *rules;
};

/* Appends "at.member: why"; always false. */
bool place_wrong(struct place *, const char *member, const char *format, ...) PRINTF_LIKE(3, 4) MUST_USE;
/* Only these members (names between blanks); "about" may hold a note to people anywhere. */
bool place_only(struct place *, const json_t *object, const char *members) MUST_USE;
bool place_whole(struct place *, const json_t *object, const char *name, long min, long max, long fallback,
    long *out) MUST_USE;
bool place_number(struct place *, const json_t *object, const char *name, double min, double max, double fallback,
    double *out) MUST_USE;
/* One of the words in choices, which blanks separate; copied to out. */
bool place_choice(struct place *, const json_t *object, const char *name, const char *choices, const char *fallback,
    char *out, size_t size) MUST_USE;
/* outcome, reason, weight; `outcome` where it says none. */
bool place_action(struct place *, const json_t *object, const char *outcome, struct rule_action *out) MUST_USE;

/* The rules the database applies are only checked here. False if the rule makes no sense. */
bool state_rule_read(struct place *, const char *name, const json_t *rule) MUST_USE;
#define STATE_RULES "repetition newcomer record velocity premoderated"

/* All members that are rules by themselves: everything but words, allow and articles. */
bool rules_scalar(struct place *, const json_t *document) MUST_USE;

/* "words" and "allow": first what the lists are, then in turns their entries. */
bool words_begin(struct place *, const json_t *document) MUST_USE;
enum rules_progress words_more(struct place *, size_t *work) MUST_USE;

/* "articles": {"<id>": {rule: override or null}}. After words_begin(). */
bool articles_begin(struct place *, const json_t *document) MUST_USE;
enum rules_progress articles_more(struct place *, size_t *work) MUST_USE;

#endif
