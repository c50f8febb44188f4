/*
 * The sites as this worker last heard of them: their origins, which may write,
 * their compiled rules, by which a text is judged before the write, and what they
 * call their own reasons. Kept here because the guard needs the origins, every
 * feature may need the rules, and the pages the words;
 * features do not see each other. Refreshed by one question (SITES) at start and
 * every rules.refresh; until the first answer there are no sites: only the
 * server's own origin may write, and no text is judged or stored.
 */
#ifndef SITES_SITES_H
#define SITES_SITES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct pool;

struct sites_figures {
	bool judging;	  /* there are rules to judge by */
	unsigned refused; /* sites whose rules in force make no sense: they go by older ones, or every text is held */
};

/*
 * Asks once, unless a question is still under way. process/worker.c calls it at start
 * and, from its own timer, every rules.refresh (the guard owns no timers).
 */
void sites_refresh(struct pool *);
/* What is known may be wrong: the next refresh asks for all of it. It serves until then. */
void sites_doubt(void);
void sites_end(void);

/*
 * New rules are compiled in turns, while the old ones serve: `busy` is called when
 * there is something to do, sites_work() does a little and says whether there is more.
 */
void sites_open(void (*busy)(void *arg), void *arg);
bool sites_work(void) MUST_USE;
struct sites_figures sites_figures(void);

/* Is this the origin (scheme://host[:port]) of a site, in any case? */
bool sites_origin(const char *origin);

/* "'self' https://…": who may show our pages in a frame. Good until the next turn of the loop. */
const char *sites_framers(void);

/* Changes with sites_known(); good until the next turn of the loop. */
const char *sites_mark(void);

/* [{"key","title","mode","reasons":{code: title}}], mode null where comments are open; in the order of their making; borrowed until the next turn of the loop. */
json_t *sites_known(void);

/*
 * Appends the `signals` object that COMMENT_POST and COMMENT_EDIT take; article may have rules of its own.
 * False: this worker has heard of no rules yet, and a text that nobody judged must not be stored.
 */
bool sites_judge(const char *article, const char *body, size_t n, struct buf *signals) MUST_USE;

#endif
