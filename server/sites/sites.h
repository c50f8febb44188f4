/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sites as this worker has loaded them: their origins, which may write, their compiled rules, which judge each text
 * before the write, and their titles, modes and reasons for pages. Guard, comments and pages need them and may not
 * include each other, so they are kept here.
 *
 * One query (SITES) refreshes them at start and every rules.refresh. Until its first answer there are no sites: only the
 * server's own origin may write, and no text is stored. New rules are compiled in slices while the former ones serve.
 */
#ifndef SITES_SITES_H
#define SITES_SITES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct pool;

struct sites_figures {
	bool loaded;	   /* rules are loaded */
	unsigned rejected; /* sites whose rules in force are invalid: they keep older ones, or every text is held */
};

/* Queries the database unless a query is pending. process/worker.c calls it at start and from its timer. */
void sites_refresh(struct pool *);
/* Marks the sites as stale: the next refresh loads all of them. They serve until then. */
void sites_mark_stale(void);
void sites_end(void);

/* Calls `busy` when rules wait for compiling; sites_compile_some() compiles one slice and returns true if more is left. */
void sites_open(void (*busy)(void *arg), void *arg);
bool sites_compile_some(void) MUST_USE;
struct sites_figures sites_figures(void);

/* Is this the origin (scheme://host[:port]) of a site? Case does not matter. */
bool sites_origin(const char *origin);

/*
 * "'self' https://…": the origins that may frame the pages of a site. key NULL: of the default or only site. An unknown
 * site has 'self' alone. Borrowed until the event loop runs again.
 */
const char *sites_framers(const char *key);
/* Has this web address an origin of the site? */
bool sites_has_origin(const char *key, const char *url);
/* May a page of this site make its article at first sight? key: as above. */
bool sites_first_sight(const char *key);
/* The same of all sites together, for answers that show no article and act for nobody. */
const char *sites_all_framers(void);

/* "https://… https://…": sites_framers() without our own; "" if there are none. Borrowed until the event loop runs again. */
const char *sites_embedders(const char *key);

/* Changes with sites_list(). Borrowed until the event loop runs again. */
const char *sites_digest(void);

/*
 * [{"key","title","home","timezone","mode","fold_votes","reasons":{code: title},"framers","first_sight",
 * "providers":[{"name","kind","title","sign_in"}]}], oldest first; home, timezone, mode and fold_votes are null where they are not set. Borrowed until the event loop runs again.
 */
json_t *sites_list(void);

/*
 * Appends the `signals` object that COMMENT_POST and COMMENT_EDIT take; article may have rules of its own.
 * False: this worker has not loaded rules yet, and a text must not be stored unjudged.
 */
bool sites_judge(const char *article, const char *body, size_t n, struct buf *signals) MUST_USE;

#endif
