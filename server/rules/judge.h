/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Judges a text by the text rules of every site and gives the signals that the database stores. Rules are compiled once
 * per version. SQL applies the state rules and knows the article's site. Every rule runs, and every hit is reported.
 */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

struct judge;

/*
 * sites: the array `sites` of the sites document; each has "id", "rules_version" and "rules". Without "rules", or with
 * null, a site has no text rules. NULL if a document is invalid; error then has one line that names the place:
 * `site demo: words[2].match: "whole" is not one of: word prefix phrase substring`. Keeps no reference to sites.
 */
struct judge *judge_new(const json_t *sites, struct buf *error) MUST_USE;
void judge_end(struct judge *); /* NULL is fine */

/*
 * The same in slices, for an event loop. A site takes over the former judge's rules if their version is the same
 * (former NULL: none). A site with an invalid document keeps its former rules, under their version, and adds its line
 * to error; judge_text() leaves it out if it has none. judge_more() does about `work` steps and returns true when the
 * judge can be used. Until then the documents in sites must not change.
 */
struct judge *judge_begin(const json_t *sites, const struct judge *former, struct buf *error) MUST_USE;
bool judge_more(struct judge *, size_t work, struct buf *error) MUST_USE;
/* The number of sites with an invalid document. */
unsigned judge_rejected(const struct judge *) MUST_USE;

/*
 * Appends the signals parameter of comment_post and comment_edit:
 *
 *   {"sites": {"<site id>": {"version": 3, "hits": [<hit>, …]}}, "characters": 90, "signature": [b1,b2,b3,b4]}
 *
 * A hit is an object with these members:
 * - rule, reason, outcome, weight;
 * - detail: a code, a name or a figure of the rule;
 * - spans: byte offsets [from,to] in body, at most 16;
 * - words: the entries that were found, for the rule words.
 *
 * characters are those of the visible text. body is valid UTF-8. article is an id: its own rules apply; NULL: the sites'.
 */
void judge_text(const struct judge *, const char *article, const char *body, size_t n, struct buf *signals);

/*
 * The same with an explanation for people: appends to left a JSON array of listed words that were found but skipped, or
 * only flagged: {"list","word","span":[from,to],"effect":"skipped" or "flagged","why":"script", "language" or "quoted",
 *  "of":"fr","seen":"le, du"}. of is another language; seen are its words near the place.
 */
void judge_explain(const struct judge *, const char *article, const char *body, size_t n, struct buf *signals, struct buf *left);

/* Checks one rules document: true if it is valid, else error names the place. */
bool judge_check(const json_t *rules, struct buf *error) MUST_USE;

/*
 * Reads a rules file (config/rules/NAME.json) and makes the document to store: each "file" is read from directory/FILE
 * and becomes "words". A word file has one entry per line; '#' begins a comment. Returns a new reference, or NULL and
 * the reason in error.
 */
json_t *rules_load(const char *path, const char *directory, struct buf *error) MUST_USE;

#endif
