/*
 * A worker's memory of whole answers, by request target. A page belongs to an
 * article ("topic") and holds one copy: body, fields, version. A copy is shared
 * by the cache and by the answers that are being written from it, and goes with
 * the last of them. Bounded in bytes, least recently used go first. Pure data:
 * when a copy is good enough stands in request/page_cache.c.
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

/* An answer as it was made, never changed but for the compressed body that is added once. */
struct cached_response {
	long version;
	char etag[80]; /* of the identity body, e.g. "12-3f2a-i"; the compressed one ends in -g" */
	struct buf fields; /* "Name: value\r\n"…, all but the next two */
	struct buf tag, gzip_tag; /* Cache-Control and ETag, the same of the compressed body */
	struct buf body;
	struct buf gzip;	/* empty until made */
	struct buf shared;	/* the body with the line in it; empty until made */
	size_t line_at;	  /* where in the body a line may be put in */
	const char *line; /* static; NULL: nowhere */
	unsigned gzip_asked; /* how often it was wanted */
	struct body_file body_file, gzip_file; /* the two that readers get, for sendfile() */
	int64_t made_ms;
	unsigned refs;
	size_t size; /* octets counted for it, from cache_put() on until it goes */
};

/* An article that pages are kept of. */
struct cached_article {
	struct uuid article;
	long version_known;	    /* highest version heard of */
	int64_t checked_ms; /* when heard was last known to be the database's */
	int64_t gone_ms;    /* when it was last found to be gone or hidden; 0: never */
	LIST_HEAD(, page) current; /* pages whose copy is of that version, and asked for since then */
	bool asked;	    /* a page was wanted since the last check */
	bool due;	    /* its version is to be asked for */
	bool checking;	    /* and is being asked for */
	void *waiting;	    /* request/page_check.c's: who waits for that */
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
	LIST_ENTRY(page) same; /* in its topic's list, while outdated_ms is 0 and there is a copy */
	struct cached_response *copy; /* NULL until the first fill */
	int64_t outdated_ms; /* since when its copy may be behind what was heard; 0: it is not */
	const void *route; /* request/page_cache.c's: the route that its answers are counted by */
	bool html;	   /* for readers without a session only */
	int64_t tried_ms;  /* when its last fill began */
	int64_t took_ms;   /* how long the last one took that was answered */
	void *fill;	   /* request/page_cache.c's: the fill under way; the page stays while there is one */
	size_t size;
};

struct cache *cache_new(void);
void cache_end(struct cache *);

/* The page of this target, now the most recently used; NULL if there is none. */
struct page *cache_find(struct cache *, const char *key, size_t n);
/* The same, made if need be. */
struct page *cache_page(struct cache *, const char *key, size_t n, const struct uuid *article);
/*
 * Gives the page its copy (ownership of one reference goes over). asked_ms: when the question began, so
 * a copy that is behind what was heard meanwhile was right until then.
 */
void cache_put(struct cache *, struct page *, struct cached_response *, int64_t asked_ms);
/* Makes room: what was not wanted for longest goes, but for what is being filled or written out. */
void cache_trim(struct cache *, size_t max);
/* A version of the article: if it is a higher one, the copies of its pages are outdated from now on. */
void cache_version_known(struct cached_article *, long version, int64_t now);
/*
 * There is no such article now, or none for everybody: all copies are outdated, also those that were asked for
 * before. What it is when it is back may be the same version, so none is heard of.
 */
void cache_gone(struct cached_article *, int64_t now);
/* Forgets a page; it has no fill. */
void cache_drop(struct cache *, struct page *);
/* Forgets what is kept of pages of HTML; those that are being filled stay, without a copy. */
void cache_forget_html(struct cache *);
/* The same of all pages. */
void cache_forget(struct cache *);
/* An article that pages are kept of; NULL if none are. */
struct cached_article *cache_article(struct cache *, const struct uuid *article);
/* Calls fn for every topic. */
void cache_articles(struct cache *, void (*fn)(struct cached_article *, void *), void *arg);

/* Topics whose version is to be asked for: a list in order, each on it once. first: ahead of the others. */
void cache_due(struct cache *, struct cached_article *, bool first);
/* The first of them, off the list; NULL: none. */
struct cached_article *cache_due_take(struct cache *);

struct cached_response *cached_response_new(void) MUST_USE;
void cached_response_hold(struct cached_response *);
void cached_response_release(void *copy);
/* Makes the body with the line, once. */
void cached_response_share(struct cached_response *);
/* Makes the compressed body if it is worth it: at least 512 bytes, and smaller. */
bool cached_response_compress(struct cached_response *);

struct cache_figures {
	unsigned long pages, articles, evicted, due;
	unsigned long files;
	unsigned long bytes; /* memory files, and replaced copies that are still being written out, too */
};
struct cache_figures cache_figures(const struct cache *);

#endif
