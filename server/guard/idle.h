/*
 * Sessions that are used: the worker tells the database of them together, once in a while each, so that the
 * time for which a session may be idle (session.idle) begins anew. What a worker forgets to tell because more
 * are in use than it can keep apart is told with the session's next request.
 */
#ifndef GUARD_IDLE_H
#define GUARD_IDLE_H

#include "request/request.h"

struct pool;

/* struct house's used: a question found this request's session alive, or looked at none. */
void idle_mark_used(struct request *);
/* Tells what has gathered; process/worker.c calls it with every beat. */
void idle_flush(struct pool *);

#endif
