/*
 * A turn of a process's event loop: one look at the sockets, and all that is called for what they had. Work that takes
 * longer than an answer from memory is done piece by piece and shares one turn's time. When that is up, no further
 * piece is begun before the sockets have been looked at again: whoever's answer is at hand waits for little more than
 * a turn. Each kind of work does one piece a turn at the least, so none stands still.
 */
#ifndef BASE_LOOP_BUDGET_H
#define BASE_LOOP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/* The loop looks at its sockets next. */
void loop_budget_begin(void);

/* Have this turn's pieces taken so long? most: us. */
bool loop_budget_over(long max);

/* A piece of work began at *since (clock_us()) and is done; the next begins now. True if the turn is over. A piece within a piece counts twice. */
bool loop_budget_spent(int64_t *since, long max);

#endif
