/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Periodic work on the database: the sweep of expired data, batches of bulk jobs and sanctions, the search index, the
 * newsroom's figures. Each is a row of the table in process/scheduler.c. The worker of slot 0 runs it on its work
 * connection. Each machine has such a worker; the functions of the database lock their work, so none is done twice.
 * Seals of the audit need a key and are made in audit/sealer.c.
 */
#ifndef SCHEDULER_H
#define SCHEDULER_H

struct scheduler;
struct event_base;
struct pool;

/* Starts at once. The settings are read before each query. */
struct scheduler *scheduler_new(struct event_base *, struct pool *);
/* Why the sweep deletes nothing; "": it deletes, or no sweep was answered yet. */
const char *scheduler_clock_doubt(void);
/* Call it after pool_end(), so that no reply follows. */
void scheduler_end(struct scheduler *);

#endif
