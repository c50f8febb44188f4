/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page cache of one worker: whole responses by request target. A page belongs to an article and holds one response
 * of one version. The cache and the answers that are being written share a response by reference count. The cache is
 * bounded in bytes and evicts the least recently used page first. This file is data only: request/page_state.c decides
 * when a response may be served. All times are clock_ms().
 */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/buf.h"
#include "base/uuid.h"
#include "http/body_file.h"

struct cache;

/* A complete response. It never changes after cache_put(), except that gzip, shared and the files are added once. */
struct cached_response {
	long version;
	char etag[80];		  /* of the identity body, e.g. "12-3f2a-i"; the compressed one ends in -g" */
	struct buf fields;	  /* "Name: value\r\n"…, without the next two */
	struct buf tag, gzip_tag; /* Cache-Control and ETag, the same of the compressed body */
	struct buf body;
	void *tree; /* of a document, in place of a body: request/document.c's; NULL: there is a body */
	void (*tree_free)(void *tree);
	size_t tree_size;		       /* bytes, an estimate */
	struct buf gzip;		       /* empty until made */
	struct buf shared;		       /* the body with the line inserted; empty until made */
	size_t line_at;			       /* byte offset in the body where the line is inserted */
	const char *line;		       /* static HTML; NULL: there is no line */
	unsigned gzip_asked;		       /* requests that accepted gzip */
	struct body_file body_file, gzip_file; /* of body and gzip, for sendfile() */
	int64_t made_ms;
	unsigned refs;
	size_t size; /* bytes counted for it, from cache_put() until it is freed */
};

/* Of the comparison of an article's version with the database's. */
enum check_state {
	CHECK_IDLE,
	CHECK_DUE,   /* it is in the list of versions to query */
	CHECK_ASKED, /* taken from that list; the query is under way */
};

/* An article with cached pages. */
struct cached_article {
	struct uuid article;
	long version_known;	   /* the highest version that this worker knows */
	int64_t checked_ms;	   /* when version_known was last the database's version */
	int64_t gone_ms;	   /* when the article was last found to be deleted or hidden; 0: never */
	LIST_HEAD(, page) current; /* pages whose response has that version and was queried after gone_ms */
	bool asked;		   /* a page was requested since the last check */
	enum check_state check;
	void *waiting; /* request/page_check.c's: the fills that wait for that query */
	unsigned pages;
	struct cached_article *next; /* in its bucket */
	TAILQ_ENTRY(cached_article) link;
	TAILQ_ENTRY(cached_article) due_link;
};

struct page {
	char *key;
	size_t key_len;
	uint32_t hash;
	struct page *next; /* in its bucket */
	TAILQ_ENTRY(page) lru;
	struct cached_article *article;
	LIST_ENTRY(page) same;	      /* in its article's list, while outdated_ms is 0 and there is a response */
	struct cached_response *copy; /* NULL until the first fill */
	int64_t outdated_ms;	      /* since when its response may be older than version_known; 0: it is not */
	const void *route;	      /* request/page_cache.c's: the route whose metrics count its answers */
	bool html;		      /* HTML: a reader with a session gets it only under pressure */
	bool drawn;		      /* HTML for everybody alike: a fragment */
	int64_t tried_ms;	      /* when its last fill began */
	int64_t took_ms;	      /* duration of the last successful fill */
	void *fill; /* request/page_cache.c's: the fill under way; NULL: none. The page is not evicted meanwhile */
	size_t size;
};

struct cache *cache_new(void);
void cache_end(struct cache *);

/* The page of this target, which becomes the most recently used; NULL: there is none. */
struct page *cache_find(struct cache *, const char *key, size_t n);
/* The same; creates the page if there is none. */
struct page *cache_page(struct cache *, const char *key, size_t n, const struct uuid *article);
/*
 * Stores the response and takes one reference. asked_ms: when its query began. If a higher version became known since,
 * the page counts as outdated from asked_ms on.
 */
void cache_put(struct cache *, struct page *, struct cached_response *, int64_t asked_ms);
/* Evicts pages until the cache has at most max bytes. Pages that are being filled or written out stay. */
void cache_trim(struct cache *, size_t max);
/* Reports a version of the article. If it is higher than version_known, the article's pages are outdated from now on. */
void cache_version_known(struct cached_article *, long version, int64_t now);
/*
 * Reports that the article is deleted or hidden. All its pages are outdated, also those whose query began before.
 * version_known stays, because a restored article may have the same version.
 */
void cache_gone(struct cached_article *, int64_t now);
/* Frees a page, which has no fill. */
void cache_drop(struct cache *, struct page *);
/* Frees all pages of HTML. Those that are being filled lose their response only. */
void cache_forget_html(struct cache *);
/* The same for all pages. */
void cache_forget(struct cache *);
/* The article; NULL: it has no cached pages. */
struct cached_article *cache_article(struct cache *, const struct uuid *article);
/* Calls fn for each article, which fn must not free. */
void cache_articles(struct cache *, void (*fn)(struct cached_article *, void *), void *arg);

/* Adds the article to the list of versions to query, once: CHECK_DUE. first: at the head of the list. */
void cache_due(struct cache *, struct cached_article *, bool first);
/* Removes and returns the first article of that list: CHECK_ASKED. NULL: the list is empty. */
struct cached_article *cache_due_take(struct cache *);
/* The query that asked for the article ended: CHECK_IDLE. One that was evicted and cached again meanwhile may be due; it stays so. */
void cache_due_done(struct cached_article *);

/* A response with one reference; the last release frees it. */
struct cached_response *cached_response_new(void) MUST_USE;
void cached_response_hold(struct cached_response *);
void cached_response_release(void *copy);
/* Makes shared, once. */
void cached_response_share(struct cached_response *);
/* Makes gzip, once. False: the body has under 512 bytes or does not shrink. */
bool cached_response_compress(struct cached_response *);

struct cache_figures {
	unsigned long pages, articles, evicted, due;
	unsigned long files;
	unsigned long bytes; /* includes memory files, and replaced responses that are still being written out */
};
struct cache_figures cache_figures(const struct cache *);

#endif
