/*
 * The board: what the processes of one server tell each other, in shared memory.
 * Every worker writes its own slot; the supervisor writes the rest; the watch
 * process reads it all for /readyz and /metrics. So a worker that hangs cannot
 * hide it: its beat grows old in front of everybody.
 */
#ifndef BOARD_H
#define BOARD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "db/pool.h"
#include "process/newsroom.h"
#include "sites/sites.h"
#include "audit/head_writer.h"
#include "http/http.h"
#include "hash/hash.h"
#include "request/request.h"
#include "audit/sealer.h"

#define WORKERS_MAX 256	 /* as server.workers */

enum worker_state {
	WORKER_NONE,	 /* not started, or dead */
	WORKER_SERVING,	 /* accepts connections */
	WORKER_DRAINING, /* finishes what it has, then ends */
};

struct worker_figures {
	pid_t pid;
	enum worker_state state;
	int64_t heartbeat_ms; /* monotonic */
	unsigned reload; /* the newest board->reload it has followed */
	bool ready;	 /* links up, statements fit, rules heard of */
	char why[200];	 /* why not */
	char sweep[200]; /* of worker 0: why nothing is deleted by time */
	struct hash_figures hash_client;
	struct http_figures http;
	struct pool_figures pool;
	struct request_figures request;
	struct sealer_figures sealer; /* of worker 0 */
	struct newsroom_figures newsroom; /* of worker 0 */
	struct page_figures page;
	struct sites_figures sites;
};

/*
 * A sequence lock (Boehm: Can seqlocks get along with programming language memory models? MSPC 2012). Figures that are
 * read while they are written would be a data race in C17 however they are judged afterwards, so they lie here as words
 * that are each read and written atomically, without order of their own; seq gives the order.
 */
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && sizeof(long long) == sizeof(uint64_t), "processes share no lock of the library's");
#define FIGURE_WORDS ((sizeof(struct worker_figures) + sizeof(uint64_t) - 1) / sizeof(uint64_t))

struct scoreboard_slot {
	_Atomic unsigned seq; /* odd while it is being written */
	_Atomic uint64_t words[FIGURE_WORDS];
};

struct scoreboard {
	unsigned workers;
	int wakeup_fd;		      /* eventfd: a slot changed its state or followed a reload */
	_Atomic unsigned reload;      /* raised by each good SIGHUP */
	_Atomic bool started;	      /* every worker has served once */
	_Atomic bool stopping;
	_Atomic unsigned long deaths; /* workers and hashers that ended unasked */
	_Atomic unsigned long log_dropped; /* lines of all processes that nobody read in time */
	struct head_queue heads;
	struct scoreboard_slot slots[WORKERS_MAX];
};

/* Mapped before the first fork. Never NULL. */
struct scoreboard *scoreboard_new(unsigned workers) MUST_USE;

void scoreboard_write(struct scoreboard *, unsigned slot, const struct worker_figures *);
/* A copy that is whole unless its writer died over it. */
struct worker_figures scoreboard_read(struct scoreboard *, unsigned slot);
void scoreboard_wake(struct scoreboard *);

/* Every worker serves and can ask the database; else one sentence of why not. */
bool scoreboard_ready(struct scoreboard *, char why[256]);

#endif
