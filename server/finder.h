/* Takes new, changed and erased texts into what search reads, a second behind their writers. Runs in worker 0. */
#ifndef FINDER_H
#define FINDER_H

struct event_base;
struct pool;

void finder_start(struct event_base *, struct pool *);
/* Before pool_end(). */
void finder_end(void);

#endif
