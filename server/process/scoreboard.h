/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scoreboard: state and figures of all processes of one server, in shared memory. Each worker writes its own slot,
 * the supervisor writes the rest, and the admin listener reads everything for /readyz and /metrics. A worker that hangs
 * is visible to the other processes, because its heartbeat gets old.
 */
#ifndef SCOREBOARD_H
#define SCOREBOARD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "db/pool.h"
#include "process/newsroom.h"
#include "sites/sites.h"
#include "audit/head_writer.h"
#include "http/http.h"
#include "live/live.h"
#include "fetch/fetch.h"
#include "hash/hash.h"
#include "request/request.h"
#include "audit/sealer.h"

#define WORKERS_MAX 256 /* as server.workers */

enum worker_state {
	WORKER_NONE,	 /* not started, or exited */
	WORKER_SERVING,	 /* accepts connections */
	WORKER_DRAINING, /* finishes open requests, then exits */
};

struct worker_figures {
	pid_t pid;
	enum worker_state state;
	int64_t heartbeat_ms; /* monotonic */
	unsigned reload;      /* the scoreboard's reload that it has followed */
	bool ready;	      /* see pool_ready() and worker_ready() */
	char why[200];	      /* why it is not ready */
	char sweep[200];      /* of worker 0: why the sweep deletes nothing */
	struct hash_figures hash_client;
	struct fetch_figures fetch_client;
	struct http_figures http;
	struct pool_figures pool;
	struct request_figures request;
	struct sealer_figures sealer;	  /* of worker 0 */
	struct newsroom_figures newsroom; /* of worker 0 */
	struct page_figures page;
	struct sites_figures sites;
	struct live_figures live;
};

/*
 * A sequence lock (Boehm: Can seqlocks get along with programming language memory models? MSPC 2012). Reading figures
 * while they are written would be a data race in C17, even if the reader discards the result. So the figures are stored
 * as words that are read and written atomically without order; seq gives the order.
 */
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && sizeof(long long) == sizeof(uint64_t), "processes share no lock of the library's");
#define FIGURE_WORDS ((sizeof(struct worker_figures) + sizeof(uint64_t) - 1) / sizeof(uint64_t))

struct scoreboard_slot {
	_Atomic unsigned seq; /* odd while it is being written */
	_Atomic uint64_t words[FIGURE_WORDS];
};

struct scoreboard {
	unsigned workers;
	int wakeup_fd;		 /* eventfd: a slot changed its state or followed a reload */
	_Atomic unsigned reload; /* incremented by each successful SIGHUP */
	_Atomic bool started;	 /* every worker has served once */
	_Atomic bool stopping;
	_Atomic unsigned long deaths;	   /* children that exited without a request */
	_Atomic unsigned long log_dropped; /* lines that were not read in time, of all processes */
	struct head_queue heads;
	struct scoreboard_slot slots[WORKERS_MAX];
};

/* Call it before the first fork. Never NULL. */
struct scoreboard *scoreboard_new(unsigned workers) MUST_USE;

void scoreboard_write(struct scoreboard *, unsigned slot, const struct worker_figures *);
/* A consistent copy, unless the writer died while it wrote. */
struct worker_figures scoreboard_read(struct scoreboard *, unsigned slot);
/* The streams of all workers but this one. */
unsigned long scoreboard_streams(struct scoreboard *, unsigned slot);
void scoreboard_wake(struct scoreboard *);

/* True if every serving worker is ready; else why is one sentence. */
bool scoreboard_ready(struct scoreboard *, char why[256]);

#endif
