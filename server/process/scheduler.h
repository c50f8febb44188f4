/*
 * All periodic work on the database, one row each in process/scheduler.c: what is due is let
 * go, jobs and sanctions' spans go on by batches, search learns new texts. The
 * worker of slot 0 does it over its work link; on several machines each has one,
 * and the database sees to it that nothing is done twice. (Seals of the audit are
 * made in audit/sealer.c: they need a key.)
 */
#ifndef CHORES_H
#define CHORES_H

struct scheduler;
struct event_base;
struct pool;

/* Begins at once; the settings are read at each turn. */
struct scheduler *scheduler_new(struct event_base *, struct pool *);
/* Why nothing is deleted by time; "" when it is, or when no sweep was answered yet. */
const char *scheduler_clock_doubt(void);
/* After pool_end(), so that no answer comes any more. */
void scheduler_end(struct scheduler *);

#endif
