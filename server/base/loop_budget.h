/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The time budget of one iteration of the event loop. An iteration polls the sockets once and runs the callbacks. Slow
 * work is divided into items, and the items of an iteration share the budget server.loop_budget. When it is spent, no
 * further item starts before the sockets are polled again, so a cached answer waits for little more than one budget.
 * Every kind of work gets at least one item per iteration, so none starves.
 */
#ifndef BASE_LOOP_BUDGET_H
#define BASE_LOOP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/* A new iteration begins: resets the time spent. */
void loop_budget_begin(void);

/* Have the items of this iteration taken max us or more? */
bool loop_budget_over(long max);

/*
 * An item that began at *since (clock_us()) has ended; *since becomes now. True if the budget is spent. A nested
 * item counts twice.
 */
bool loop_budget_spent(int64_t *since, long max);

#endif
