/*
 * A worker's memory of whole answers, by request target. A page belongs to an
 * article ("topic") and holds one copy: body, fields, version. A copy is shared
 * by the cache and by the answers that are being written from it, and goes with
 * the last of them. Bounded in octets, least recently used go first. Pure data:
 * when a copy is good enough stands in request_page.c.
 */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/buf.h"
#include "base/uuid.h"

struct cache;

/* An answer as it was made, never changed but for the compressed body that is added once. */
struct copy {
	long version;
	char etag[80]; /* of the identity body, e.g. "12-3f2a-i"; the compressed one ends in -g" */
	struct buf fields; /* "Name: value\r\n"…, all but the next two */
	struct buf tag, gzip_tag; /* ETag's line, that of the compressed body */
	struct buf body;
	struct buf gzip;	/* empty until made */
	unsigned gzip_asked; /* how often it was wanted */
	int64_t made_ms;
	unsigned refs;
};

/* An article that pages are kept of. */
struct topic {
	struct uuid article;
	long heard;	    /* highest version heard of */
	int64_t stale_ms;   /* since when a page of it is known to be old; 0: not */
	int64_t checked_ms; /* when heard was last known to be the database's */
	bool asked;	    /* a page was wanted since the last check */
	unsigned pages;
	struct topic *next; /* in its bucket */
	TAILQ_ENTRY(topic) link;
};

struct page {
	char *key;
	size_t key_len;
	uint32_t hash;
	struct page *next; /* in its bucket */
	TAILQ_ENTRY(page) lru;
	struct topic *topic;
	struct copy *copy; /* NULL until the first fill */
	bool html;	   /* for readers without a session only */
	int64_t tried_ms;  /* when its last fill began */
	int64_t took_ms;   /* how long the last one took that was answered */
	void *fill;	   /* request_page.c's: the fill under way; the page stays while there is one */
	size_t size;
};

/* most: octets in all, read at each put. */
struct cache *cache_new(void);
void cache_end(struct cache *);

/* The page of this target, now the most recently used; NULL if there is none. */
struct page *cache_find(struct cache *, const char *key, size_t n);
/* The same, made if need be. */
struct page *cache_page(struct cache *, const char *key, size_t n, const struct uuid *article);
/* Gives the page its copy (ownership of one reference goes over) and makes room. */
void cache_put(struct cache *, struct page *, struct copy *, size_t most);
/* Counts the page's octets again: its copy has got a compressed body. */
void cache_weigh(struct cache *, struct page *);
/* Forgets a page; it has no fill. */
void cache_drop(struct cache *, struct page *);
/* An article that pages are kept of; NULL if none are. */
struct topic *cache_topic(struct cache *, const struct uuid *article);
/* Calls fn for every topic. */
void cache_topics(struct cache *, void (*fn)(struct topic *, void *), void *arg);

struct copy *copy_new(void) MUST_USE;
void copy_hold(struct copy *);
void copy_release(void *copy);
/* Makes the compressed body if it is worth it: at least 512 octets, and smaller. */
bool copy_compress(struct copy *);

struct cache_figures {
	unsigned long pages, topics, octets, evicted;
};
struct cache_figures cache_figures(const struct cache *);

#endif
