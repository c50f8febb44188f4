/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Streams of events (WHATWG HTML 9.2) for pages that stay open: one stream for each article and browser, public and
 * without credentials. An event has ids and counts and no text; the browser fetches what it wants to show.
 *
 * A worker learns from the notifier that an article has a new version. If readers of this worker follow the article, one
 * query reads the journal since the last event, and all listeners share the event that is made of it. The first change
 * after a quiet second is sent at once, further ones are collected for live.collect. live/ring.h describes an event.
 *
 * A client is never refused by a status, because EventSource gives up for good then: if there are too many streams, or
 * the worker stops, the answer is 200 with a random `retry:` and ends.
 */
#ifndef LIVE_LIVE_H
#define LIVE_LIVE_H

#include "request/request.h"

struct event_base;
struct pool;

/* The worker's side. Call live_end() after the connections and the pool have ended. */
void live_open(struct event_base *, struct pool *);
void live_end(void);
/* A version of an article, from a notification or a write of this worker. */
void live_version_known(const char *article, long version);
/*
 * The listening connection is up again. Notifications may be lost, and so may commits if the database crashed or is
 * another one: compares the versions of all followed articles, and the last change that was read of each. Versions
 * alone are compared every live.check.
 */
void live_reconnected(void);
/* Ends all streams within a few iterations of the loop, with a random time to come back after; new ones too. */
void live_drain(void);
/* The settings were read again: live.on may be off now. */
void live_reload(void);
/* How many streams the other workers have, for live.streams_max. */
void live_count_elsewhere(unsigned long streams);

struct live_figures {
	unsigned streams, articles;
	unsigned long bytes;	      /* of streams, rings and frames, without the kernel's */
	unsigned long frames;	      /* events, each counted for each listener it was sent to */
	unsigned long resets, busy;   /* the part of frames that are resets; streams refused for a limit */
	unsigned long slow;	      /* streams ended because the client did not read */
	unsigned long reads, repairs; /* queries of the journal; versions found by a check, not by a notification */
	struct latency lag;	      /* from a commit until its event was sent to the last listener of the worker */
};
struct live_figures live_figures(void);

/* The endpoints: of readers and of the desk. */
handler_fn events_get, desk_events_get;

#endif
