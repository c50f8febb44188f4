/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Idle times of sessions (session.idle). A worker collects the sessions that were used and reports them to the database
 * in one query per heartbeat, each session once in a while. If more sessions are in use than the worker can track, the
 * excess is reported with the next request of each.
 */
#ifndef GUARD_IDLE_H
#define GUARD_IDLE_H

#include "request/request.h"

struct pool;

/* Member `used` of struct services: a query found this request's session valid, or needed none. */
void idle_mark_used(struct request *);
/* Reports the collected sessions; process/worker.c calls it with every heartbeat. */
void idle_flush(struct pool *);

#endif
