/*
 * Seals the audit: asks every audit.seal_every what it has gained, chains and
 * signs it, and has each head appended to audit.heads_file. Runs in worker 0 of every
 * machine; two that meet cannot fork the chain, the database takes one of them.
 */
#ifndef SEALER_H
#define SEALER_H

#include <stdbool.h>

struct event_base;
struct pool;

struct sealer_figures {
	char state[12];	     /* "sealed", "unsealed" (there is no key), "broken" (the chain is not what the heads say) */
	unsigned long seals; /* made by this worker */
	unsigned waiting;    /* entries without a seal, when last looked; at most SEALER_MOST */
};

#define SEALER_MAX 1000 /* entries in one seal */

/* heads: the pipe of heads_run(), written without waiting; -1: there is no such file. */
void sealer_start(struct event_base *, struct pool *, int heads);
/* Before pool_end(). */
void sealer_end(void);
/* It seals, or it is known not to: broken, or without a key. Else why says why not. */
bool sealer_ready(const char **why);
/* state is "" where no sealer was started. */
struct sealer_figures sealer_figures(void);

#endif
