/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page cache's own header, for files of server/request only. One worker's cache of public pages:
 *
 *   page_target.c      reads the cache key, the version asked for and the credentials
 *   page_state.c       the states of a page, and what a request does in each; records versions
 *   cached_response.c  makes and sends responses
 *   page_cache.c       serves from the cache; fills pages, and lets requests wait for a fill
 *   document.c         gives documents of pages to readers with a session
 *   page_check.c       compares versions with the database's
 *   late.c             serves stale responses while the database hangs
 */
#ifndef REQUEST_PAGE_H
#define REQUEST_PAGE_H

#include "db/pool.h"
#include "http/cache.h"
#include "request/impl.h"

#define KEY_MAX 512 /* bytes; a longer target is answered without the cache */

/* cache NULL: not open. */
extern struct page_cache {
	struct cache *cache;
	struct pool *pool;
	struct page_figures figures;
	TAILQ_HEAD(, fill) fills; /* those in time, by since_ms */
	void (*wake_in)(void *arg, long ms);
	void *wake_arg;
} page_cache;

/* ---- request/page_target.c */
struct target {
	char key[KEY_MAX];
	size_t n;
	long min;   /* the version asked for by Madang-Min-Version or ?v=; 0: any */
	bool plain; /* cacheable: the key fits, and min was read */
};
void target_read(struct exchange *, struct target *);
/* The target of rq_continue_at(). */
void target_set(struct target *, const char *path);
/* The request may have a session, so its page may have to show the reader's own votes and comments. */
bool has_session(struct exchange *);
/* The browser has run the script of a page lately. */
bool has_script(struct exchange *);
/* With Authorization the cookie is ignored, and a malformed token is an error. */
bool has_authorization(struct exchange *);
bool takes_gzip(struct exchange *);

/* ---- request/page_state.c */
/* For a request that asks for at least the version min; 0: any. Diagram and table: page_state.c. */
enum page_state {
	PAGE_MISSING,	/* no response of that version; no fill */
	PAGE_AHEAD,	/* the same, and the version is higher than version_known: a client may have invented it */
	PAGE_FILLING,	/* a fill is under way; no response can be served meanwhile */
	PAGE_LATE,	/* the same, and the fill has taken cache.stale_max */
	PAGE_FRESH,	/* the response has version_known, which was checked lately */
	PAGE_STALE,	/* stale for at most cache.stale_max; a fill is under way or began lately. Never of a document */
	PAGE_MARKED,	/* stale for longer, served with Age and Madang-Stale: pressure, or the fill hangs. Never of a document */
	PAGE_UNCHECKED, /* the response has version_known, but was not checked lately: a query for the version may be enough */
	PAGE_OUTDATED,	/* a higher version than the response's is known, or the article was found to be gone */
};
/* A function of its arguments, the settings and the database's pressure. Changes nothing and reads no clock. */
enum page_state page_state(const struct page *, long min, int64_t now);
/* There is a response of that version or a higher one. */
bool response_has(const struct cached_response *, long min);
/* A client may have invented the version that it asks for, so the version is queried before the page. */
bool version_is_ahead(long min, long known);
/* Records the version that a query of asked_ms returned. */
void cached_article_checked(struct cached_article *, long version, int64_t asked_ms);

/* ---- request/cached_response.c */
struct cached_response *cached_response_make(const struct fill_content *);
/*
 * A response's representation for one request. marked: with Age and Madang-Stale.
 */
struct cached_choice {
	int status;
	const struct buf *body, *tag;
	struct body_file *file; /* of that body; NULL: there is none */
	bool gzip, marked;
	enum audience audience;
	size_t bytes; /* of the body to send */
};
/* Holds the response until it is sent. */
struct cached_choice cached_response_choose(struct exchange *, struct cached_response *, bool marked, enum audience);
void cached_response_send(struct exchange *, struct cached_response *, const struct cached_choice *);
/* Chooses, counts and sends; ends the request. */
void cached_response_answer(struct request *, struct cached_response *, bool marked, enum audience);

/* ---- request/document.c */
/* The page is a document, which is served while fresh only: its reader may have just written. */
bool page_is_document(const struct page *);
/* Makes the page's key the document's. False: this request's document is not kept. */
bool document_key(struct request *, struct target *) MUST_USE;
/* An estimate of the bytes that a document's tree takes. */
size_t document_size(const json_t *tree) MUST_USE;
/* The request's next step gets this document, which is held until the request is answered. */
void document_hold(struct request *, struct cached_response *);

/* ---- request/page_cache.c */
enum fill_state {
	FILL_IN_TIME, /* it is in page_cache.fills */
	FILL_LATE,    /* it has taken cache.stale_max, and is in no list */
};
/*
 * One query under way for a page, and the requests that wait for it. If the page has an unchecked response, the first
 * query asks for the version, and a second one for the page if the version changed.
 */
struct fill {
	struct page *page;
	struct request *first;	 /* its request runs the query */
	struct request *waiting; /* by ->wait_next, in order of arrival */
	struct request **last;
	unsigned waiters;
	struct fill *next;	/* of the fills that wait for the same article's version */
	int64_t began_ms;	/* of the query under way */
	int64_t since_ms;	/* of the first query */
	TAILQ_ENTRY(fill) late; /* in page_cache.fills */
	enum fill_state state;
};
/* The version's query ended with this status. */
void fill_checked(struct fill *, enum ask_status);

/* ---- request/late.c */
void fill_watch(struct fill *);
void fill_unwatch(struct fill *);
/* Of PAGE_LATE: true after answering from a stale response. */
bool late_answer(struct request *, const struct page *) MUST_USE;

/* ---- request/page_check.c */
/* Queries the version for this fill, which ends in fill_checked(). False: the LISTEN connection is down. */
bool check_wait(struct fill *) MUST_USE;

#endif
