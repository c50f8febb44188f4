/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of server/live share.
 *
 *	live.c      the worker's side: timers, checks, the end of streams
 *	followed.c  articles that somebody follows: journal, events
 *	listener.c  sends events to listeners, a part in each iteration of the loop
 *	ring.c      the latest changes of an article, and the events made from them
 *	events.c    GET /v1/articles/{article}/events
 *	desk.c      GET /v1/moderation/events
 *
 * A listener knows the version that it has been told (`at`). It is on one of its article's lists:
 *
 *                     flush: the article has an event
 *      CURRENT ------------------------------------------> BEHIND
 *         ^                                                  |  ^
 *         +--------------------------------------------------+  |
 *              listener_serve(): sent, or nothing to send    |  | the journal was read
 *                                                            v  |
 *                                                          WAITING    its version is above the article's known one, or
 *                                                                     below the ring's
 *
 * A listener whose socket is full keeps a reference to the frame that is partly sent, and is otherwise as any other: what
 * it misses meanwhile is one event, or a reset, when the socket takes bytes again.
 */
#ifndef LIVE_INTERNAL_H
#define LIVE_INTERNAL_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

#include "base/clock.h"
#include "db/pool.h"
#include "http/http.h"
#include "live/live.h"
#include "live/ring.h"
#include "settings/settings.h"

#define AT_NOW	 (-1L) /* the client named no version */
#define AT_RESET (-2L) /* the client's version is none of this article */

/* Immutable bytes that many listeners share. */
struct frame {
	SLIST_ENTRY(frame) link; /* of the article's frames */
	unsigned refs;
	unsigned len;
	long since, to; /* an event: the versions that it tells about */
	char bytes[];
};

LIST_HEAD(listeners, live_listener);

struct live_listener {
	LIST_ENTRY(live_listener) link;	  /* on a list of its article */
	TAILQ_ENTRY(live_listener) quiet; /* live.quiet */
	struct followed *article;
	struct stream *stream;
	struct frame *frame; /* partly sent; NULL: none */
	long at;
	int64_t sent_ms; /* the last bytes */
	unsigned offset; /* of the next byte of frame */
	bool missed;	 /* a keepalive could not be sent since */
};

struct followed {
	LIST_ENTRY(followed) same;  /* the bucket's */
	TAILQ_ENTRY(followed) all;  /* live.articles */
	TAILQ_ENTRY(followed) busy; /* live.fanout */
	struct event timer;
	struct uuid id;
	struct ring ring;
	struct listeners current, behind, waiting;
	unsigned n;		    /* listeners */
	SLIST_HEAD(, frame) frames; /* events up to `sent`, by the version they begin at */
	unsigned nframes;
	long known; /* the highest version heard of */
	long sent;  /* all listeners are told up to this version, or will be */
	long pass;  /* the version that the listeners behind are being told */
	long floor; /* the journal cannot tell what came before this version */
	long want;  /* the lowest version of a listener that waits for the journal; LONG_MAX: none */
	long asked_since, asked_known;
	int64_t asked_ms, read_ms, votes_ms;
	int64_t commit_ms; /* when the newest change was made, by this machine's clock */
	bool asking;	   /* the journal is being read */
	bool loading;	   /* for the first time */
	bool doubtful;	   /* a listener has a version above the known one */
	bool unproven;	   /* the database may have lost what was read: a crash, or another primary */
	bool measured;	   /* the lag of the last event is counted */
	bool is_busy;	   /* on live.fanout */
	bool gone;	   /* hidden, deleted or merged: its listeners are being sent away */
};

extern struct live {
	struct event_base *base;
	struct pool *pool;
	TAILQ_HEAD(, followed) articles, fanout;
	TAILQ_HEAD(, live_listener) quiet; /* by sent_ms */
	struct event fanout_timer, keepalive_timer, check_timer, desk_timer;
	struct frame *keepalive;
	unsigned long elsewhere;
	unsigned check_left;
	bool checking, draining;
	struct live_figures figures;
} live;

/* ---- followed.c */
struct followed *followed_find(const struct uuid *) MUST_USE;
/* A new one, whose journal is being read by its caller. */
struct followed *followed_new(const struct uuid *);
/* Takes the answer of JOURNAL_READ, which was asked for versions above since; AT_NOW: for none. */
void followed_take(struct followed *, const struct answer *, long since);
void followed_unread(struct followed *, enum ask_status);
/* Frees it if nobody follows it. */
void followed_leave(struct followed *);
/* A higher version is known, or a listener waits: reads the journal or sends what was collected, now or when it is due. */
void followed_schedule(struct followed *);
/* Hidden, deleted or merged. */
void followed_gone(struct followed *);
/* The event for a listener at this version; the caller has a reference. */
struct frame *followed_frame(struct followed *, long since) MUST_USE;
struct frame *followed_reset_frame(struct followed *) MUST_USE;

/* ---- events.c */
/* Too many streams, or the worker stops. article NULL: of none. */
bool live_is_full(struct request *, const struct followed *article) MUST_USE;
/* "retry: …", of the request's arena. */
const char *live_retry_text(struct request *);
/* Replies that the client is to come back later. */
void live_reply_busy(struct request *);

/* ---- desk.c */
void desk_streams_open(void);
/* Ends the desk's streams. */
void desk_streams_end(void);

/* ---- listener.c */
struct frame *frame_new(const char *bytes, size_t n) MUST_USE;
void frame_leave(struct frame *);
extern const struct stream_handler listener_handler;
/* A listener that is to be given to reply_stream(); listener_cancel() if there is no stream. */
struct live_listener *listener_new(struct followed *, long at) MUST_USE;
void listener_begin(struct live_listener *, struct stream *);
void listener_cancel(struct live_listener *);
void fanout_wake(struct followed *);
void fanout_begin(void);
/* A random time in ms from live.retry_min to live.retry_max. */
long retry_ms(void);
void on_fanout(evutil_socket_t, short, void *);
void on_keepalive(evutil_socket_t, short, void *);

#endif
