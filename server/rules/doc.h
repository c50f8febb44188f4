/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a rules document member by member. An error is one line that begins with the place: "words[2].match: …".
 * A reader returns false after doc_fail(), and its caller stops. Internal to rules/.
 */
#ifndef RULES_DOC_H
#define RULES_DOC_H

#include "rules/rules.h"

/* The place that is read; errors name it. */
struct doc {
	struct buf *error;
	char prefix[64]; /* "" or "articles.<id>." */
	char at[96];
	struct rules *rules;
};

/* Is this a name of a member? */
typedef bool doc_name_fn(const void *arg, const char *name);

/* Appends "at.member: why"; always false. */
bool doc_fail(struct doc *, const char *member, const char *format, ...) PRINTF_LIKE(3, 4) MUST_USE;
/* True for an object whose members are all known; "about" is known everywhere and may hold a note to people. */
bool doc_known(struct doc *, const json_t *object, doc_name_fn *, const void *arg) MUST_USE;
/* The same with names in one string, each between spaces. */
bool doc_members(struct doc *, const json_t *object, const char *names) MUST_USE;
/* One of the choices, which are separated by spaces; copied to out. fallback NULL: the member must be there. */
bool doc_choice(struct doc *, const json_t *object, const char *name, const char *choices, const char *fallback, char *out,
    size_t size) MUST_USE;
/* The members outcome, reason and weight; `outcome` is the default of the first. */
bool doc_action(struct doc *, const json_t *object, const char *outcome, struct rule_action *out) MUST_USE;
/* One rule of a kind: its action, its members, its check. */
bool doc_rule(struct doc *, const json_t *object, const struct rule *, struct rule_config *out) MUST_USE;

/* Reads every rule but words, allow and articles. */
bool rules_scalar(struct doc *, const json_t *document) MUST_USE;

/* "words" and "allow": words_begin() reads the lists' headers, words_more() their entries, in slices. */
bool words_begin(struct doc *, const json_t *document) MUST_USE;
enum rules_progress words_more(struct doc *, size_t *work) MUST_USE;

/* "articles": {"<id>": {rule: override or null}}. After words_begin(). */
bool articles_begin(struct doc *, const json_t *document) MUST_USE;
enum rules_progress articles_more(struct doc *, size_t *work) MUST_USE;

#endif
