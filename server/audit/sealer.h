/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seals the audit: every audit.seal_every, it fetches new entries, adds a signed seal to the chain, and sends the head to
 * the head writer. It runs in worker 0 of every machine. If two make the same seal, the database accepts one of them, so
 * the chain cannot fork.
 */
#ifndef SEALER_H
#define SEALER_H

#include <stdbool.h>

struct event_base;
struct pool;

struct sealer_figures {
	char state[12];	     /* "sealed", "unsealed" (no key), "broken" (the chain contradicts the heads); "": not started */
	unsigned long seals; /* made by this worker */
	unsigned waiting;    /* entries without a seal at the last query; at most SEALER_MAX */
};

#define SEALER_MAX 1000 /* entries in one seal */

/* heads: the non-blocking pipe to head_writer_run(); -1: there is no heads file. */
void sealer_start(struct event_base *, struct pool *, int heads);
/* Call it before pool_end(). */
void sealer_end(void);
/* False, with one sentence in *why, if the last seal is too old. True if sealing is off or the chain is broken. */
bool sealer_ready(const char **why);

struct sealer_figures sealer_figures(void);

#endif
