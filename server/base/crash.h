/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last log line of a process that crashes: the signal and the current request. The handler calls only write(2),
 * then lets the signal take its default action, so that core dumps and the supervisor see the same signal.
 *
 *   {"level":"error","process":"worker 0","pid":12,"msg":"process crashed","request_id":"…","signal":11,"route":"/v1/…","step":"posted"}
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/* Call once per process with its name (copied). Sanitized builds keep the sanitizer's handlers. */
void crash_watch(const char *process);

/* The current route and step: static strings or NULL. */
void crash_set_step(const char *route, const char *step);

#endif
