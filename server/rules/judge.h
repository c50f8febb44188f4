/*
 * From text to signals: the text rules (length, words, links, shouting, gibberish) of every
 * site, compiled once per version, and the text's signature. State rules and the
 * article's site are the database's; all rules run and every hit is told.
 */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

struct judge;

/*
 * sites: the array `sites` of the sites document, each with "id", "rules_version"
 * and "rules". NULL if a rules document makes no sense; error then says where, in
 * one line: `site demo: words[2].match: "whole" is none of word, prefix, phrase, substring`.
 * A site whose "rules" is null or absent has no text rules. Keeps nothing of sites.
 */
struct judge *judge_new(const json_t *sites, struct buf *error) MUST_USE;
void judge_end(struct judge *); /* NULL is fine */

/*
 * The same in turns, for a loop that has other things to do. A site whose rules the former judge
 * (NULL: none) has in this version takes them over; one whose document makes no sense
 * goes by its former rules, under their version, and adds its line to error; if it
 * has none, judge_text() leaves it out. judge_more() does about `work` steps and says
 * whether the judge can be used; till then nobody may change what is in sites.
 */
struct judge *judge_begin(const json_t *sites, const struct judge *former, struct buf *error) MUST_USE;
bool judge_more(struct judge *, size_t work, struct buf *error) MUST_USE;
/* How many sites are not judged by the rules that were given. */
unsigned judge_refused(const struct judge *) MUST_USE;

/*
 * Appends the signals parameter of comment_post and comment_edit:
 * {"sites":{"<site id>":{"version":3,"hits":[{"rule":"words","reason":"abuse",
 *   "outcome":"hold","weight":1,"detail":"insults-en","spans":[[from,to]],"words":["idiot"]}]}},
 *  "characters":90,"signature":[b1,b2,b3,b4]}
 * characters: of the visible text; spans are octet offsets into body, at most 16 a hit; words, only from the rule
 * words, are the entries that were found. body is valid UTF-8. article: its id,
 * for the rules it has of its own; NULL: the sites' rules.
 */
void judge_text(const struct judge *, const char *article, const char *body, size_t n, struct buf *signals);

/*
 * The same, for people: appends to left a JSON array of what the lists' words were found in and not counted, or only
 * flagged: {"list","word","span":[from,to],"effect":"skipped" or "flagged","why":"script", "language" or "quoted",
 *  "of":"fr","seen":"le, du"}. of and seen: the other language, and its words around.
 */
void judge_explain(const struct judge *, const char *article, const char *body, size_t n, struct buf *signals, struct buf *left);

/* One site's rules document alone: true if it makes sense, else error says where. */
bool judge_check(const json_t *rules, struct buf *error) MUST_USE;

/*
 * A rules file (config/rules/NAME.json) to the document that is stored: each
 * "file" of words is read from directory/FILE, one entry a line, '#' begins a
 * comment, and becomes "words". A new reference, or NULL and error says why.
 */
json_t *rules_load(const char *path, const char *directory, struct buf *error) MUST_USE;

#endif
