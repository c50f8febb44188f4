/*
 * The sites as this worker last heard of them: their origins, which may write,
 * and their compiled rules, by which a text is judged before the write. Kept here
 * because the guard needs the origins and every feature may need the rules;
 * features do not see each other. Refreshed by one question (SITES) at start and
 * every rules.refresh; until the first answer there are no sites: only the
 * server's own origin may write, and a text is judged by state rules alone.
 */
#ifndef GUARD_SITES_H
#define GUARD_SITES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct event_base;
struct pool;

/* Asks now and then again and again; worker.c calls it once. */
void sites_start(struct event_base *, struct pool *);
void sites_end(void);

/* Is this the origin (scheme://host[:port]) of a site, in any case? */
bool sites_origin(const char *origin);

/* Appends the `signals` object that COMMENT_POST and COMMENT_EDIT take. */
void sites_judge(const char *body, size_t n, struct buf *signals);

#endif
