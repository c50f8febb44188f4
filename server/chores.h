/*
 * What nobody asks for: the sweep, and decisions by the thousand in batches. The
 * worker of slot 0 does them, over its work link; on several machines each has one,
 * and the database sees to it that they do nothing twice.
 */
#ifndef CHORES_H
#define CHORES_H

struct chores;
struct event_base;
struct pool;

/* Begins at once; sweep.every, jobs.look and jobs.pause are read at each turn. */
struct chores *chores_new(struct event_base *, struct pool *);
/* After pool_end(), so that no answer comes any more. */
void chores_end(struct chores *);

#endif
