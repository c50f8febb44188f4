/*
 * Inside of the kept pages; only the request room's own files include this.
 *
 *   request/page_target.c  what is asked for: the key, the version, who asks
 *   request/page_fresh.c   how good a copy is, and what is heard
 *   request/cached_response.c    a copy made, a copy sent
 *   request/page_cache.c    hits; fills and who waits for them
 *   request/document.c     documents of pages, for readers with a session
 *   request/page_check.c   versions compared with the database's
 *   request/late.c    the copy, when the database hangs
 */
#ifndef REQUEST_PAGE_H
#define REQUEST_PAGE_H

#include "db/pool.h"
#include "http/cache.h"
#include "request/impl.h"

#define KEY_MAX 512 /* longer targets are answered, not kept */

/* The worker's; cache NULL: not open. */
extern struct page_cache {
	struct cache *cache;
	struct pool *pool;
	struct page_figures figures;
	TAILQ_HEAD(, fill) fills; /* in order of their beginning */
	void (*wake_in)(void *arg, long ms);
	void *wake_arg;
} page_cache;

/* ---- request/page_target.c */
struct target {
	char key[KEY_MAX];
	size_t n;
	long min; /* version asked for: Madang-Min-Version, or ?v= of a page */
	bool plain; /* can be kept, and its least was understood */
};
void target_read(struct exchange *, struct target *);
/* Something of its reader's may have to be on the page. */
bool has_session(struct exchange *);
/* With Authorization the cookie is not looked at, and one that is no token of ours is an error. */
bool has_authorization(struct exchange *);
bool takes_gzip(struct exchange *);

/* ---- request/page_fresh.c */
/* Good as it is; good, but to be marked as old; not good. */
enum good { GOOD_NOT, GOOD_MARKED, GOOD };
enum good page_good(const struct page *, long min, int64_t now);
/* GOOD or GOOD_NOT, and not good while it is outdated: of a document, whose reader may have just written. */
enum good page_fresh(const struct page *, long min, int64_t now);
/* Only not lately checked: its version is the highest heard of, so to ask for the version is enough. */
bool page_unchecked(const struct page *, long min);
/* What the database said of its version, when asked at asked_ms. */
void cached_article_checked(struct cached_article *, long version, int64_t asked_ms);

/* ---- request/cached_response.c */
struct cached_response *cached_response_make(const struct fill_content *);
/*
 * marked: it may be older than copies are, because the database is what failed.
 * shared: its reader is signed in and gets everybody's page all the same.
 */
struct cached_choice {
	int status;
	const struct buf *body, *tag; /* tag NULL: everybody's page for a reader who is signed in */
	struct body_file *file; /* of that body; NULL: it never has one */
	bool gzip, marked;
	size_t bytes; /* of the body that goes out */
};
/* Holds the copy until it is sent. */
struct cached_choice cached_response_choose(struct exchange *, struct cached_response *, bool marked, bool shared);
void cached_response_send(struct exchange *, struct cached_response *, const struct cached_choice *);
/* Chosen, counted and sent for a request that was begun. */
void cached_response_answer(struct request *, struct cached_response *, bool marked, bool shared);

/* ---- request/document.c */
/* Makes the page's key the document's. False: this request's document is not kept. */
bool document_key(struct request *, struct target *) MUST_USE;
/* The request's next step gets this document, which is held until the request is answered. */
void document_hold(struct request *, struct cached_response *);

/* ---- request/page_cache.c */
/*
 * One question under way for a page, and who waits for its answer: first whether
 * the copy is still right, if there is one to be checked, then for the page.
 */
struct fill {
	struct page *page;
	struct request *first;	 /* who asks */
	struct request *waiting; /* by ->wait_next */
	struct request **last;
	unsigned waiters;
	struct fill *next; /* of those that wait for their topic's version */
	int64_t began_ms;	/* of the question under way */
	int64_t since_ms;	/* of the first question */
	TAILQ_ENTRY(fill) late; /* in page_cache.fills until it is ended or late */
	bool is_late;
};
/* The version is known, or could not be asked for. */
void fill_checked(struct fill *, enum ask_status);

/* ---- request/late.c */
void fill_watch(struct fill *);
void fill_unwatch(struct fill *);
/* The page's fetch is late: true after answering with the copy. */
bool late_answer(struct request *, const struct page *) MUST_USE;

/* ---- request/page_check.c */
/* False where versions cannot be asked for now. */
bool check_wait(struct fill *) MUST_USE;

#endif
