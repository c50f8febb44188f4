/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds of rules. A kind is one record in its own file, kind_NAME.c, and one line of the list below. The parser,
 * articles' overrides, the judge, the trial, the desk's labels and the JSON schema iterate over rule_kinds[].
 *
 * The list has three sorts of kinds, and hits appear in its order:
 * - Text rules have judge(); they see the text alone and run in the worker before the write.
 * - State rules have an outcome and no judge(). SQL applies them: core.rule_NAME(), called by core.state_hits().
 * - System rules have neither. SQL adds their hits without a rules document; the record gives the label.
 */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

#define RULE_TEXT_KINDS(X)   X(length) X(links) X(words) X(shouting) X(gibberish)
#define RULE_STATE_KINDS(X)  X(newcomer) X(velocity) X(record) X(repetition) X(premoderated)
#define RULE_SYSTEM_KINDS(X) X(sanction) X(unjudged) X(unverified) X(reports)

#define RULE_MEMBERS_MAX     3
#define REASON_MAX	     64

struct doc;
struct judged_text;
struct rule_config;

enum member_type {
	MEMBER_WHOLE,	/* a whole number from min to max */
	MEMBER_NUMBER,	/* a number from min to max */
	MEMBER_DOMAINS, /* a list of domains */
};

/* A member of the rule's object in a rules document, beside outcome, reason, weight and about. */
struct rule_member {
	const char *name;
	enum member_type type;
	double min, max, fallback;
	const char *help; /* a description for the JSON schema */
};

struct rule {
	const char *name;    /* in documents, hits and SQL */
	const char *label;   /* for people; the author of a comment reads it too, so it says only that the rule hit */
	const char *outcome; /* the default of the member; NULL: the kind has its own parser, or documents do not have it */
	bool fixed_outcome;  /* documents cannot set the outcome */
	bool per_article;    /* an article may override it */
	bool coded_detail;   /* the detail of a hit is a code or a name: the trial counts each apart */
	struct rule_member members[RULE_MEMBERS_MAX];
	/* Checks members against each other after they were read. NULL: nothing to check. */
	bool (*check)(struct doc *, const struct rule_config *);
	/* Adds the hits of a site's or an article's rule on a text. NULL: a state or a system rule. */
	void (*judge)(struct judged_text *, const struct rule_config *);
};

extern const struct rule *const rule_kinds[];
extern const size_t rule_kinds_count;

bool rule_is_state(const struct rule *) MUST_USE;
/* Is it a member of rules documents: a text or a state rule? */
bool rule_in_documents(const struct rule *) MUST_USE;
/* NULL: there is none of this name. */
const struct rule *rule_find(const char *name) MUST_USE;
/* Appends the JSON schema of rules documents: RulesDocument in openapi.json, which has the schemas it refers to. */
void rule_schema(struct buf *);

/* The meaning of a hit. */
struct rule_action {
	char outcome[8]; /* flag, hold, reject; "" if the document has no such rule */
	char reason[REASON_MAX + 1];
	double weight;
};

union rule_value {
	long whole;
	double number;
	struct domains *domains; /* owned by the rules */
};

/* A rule as a document has it; values are in the order of the kind's members. */
struct rule_config {
	struct rule_action action;
	union rule_value value[RULE_MEMBERS_MAX];
};

#endif
