/*
 * The sites as this worker last heard of them: their origins, which may write,
 * their compiled rules, by which a text is judged before the write, and what they
 * call their own reasons. Kept here because the guard needs the origins, every
 * feature may need the rules, and the pages the words;
 * features do not see each other. Refreshed by one question (SITES) at start and
 * every rules.refresh; until the first answer there are no sites: only the
 * server's own origin may write, and a text is judged by state rules alone.
 */
#ifndef GUARD_SITES_H
#define GUARD_SITES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct pool;

/*
 * Asks once, unless a question is still under way. worker.c calls it at start
 * and, from its own timer, every rules.refresh (the guard owns no timers).
 */
void sites_refresh(struct pool *);
void sites_end(void);

/* Is this the origin (scheme://host[:port]) of a site, in any case? */
bool sites_origin(const char *origin);

/* "'self' https://…": who may show our pages in a frame. Good until the next turn of the loop. */
const char *sites_framers(void);

/* [{"key","title","reasons":{code: title}}], in the order of their making; borrowed until the next turn of the loop. */
json_t *sites_known(void);

/* Appends the `signals` object that COMMENT_POST and COMMENT_EDIT take; article may have rules of its own. */
void sites_judge(const char *article, const char *body, size_t n, struct buf *signals);

#endif
