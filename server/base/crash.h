/*
 * The last line of a process that dies of its own fault: which signal, and what it
 * was doing. Written with nothing but write(2); then the signal takes its course,
 * so that core dumps and the supervisor see what they would have seen.
 *
 *   {"level":"error","pid":12,"who":"worker 0","what":"crashed","signal":"11","route":"/v1/…","step":"posted"}
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/* Once per process, after its name is known (copied). Sanitized builds keep the sanitizer's handlers. */
void crash_watch(const char *who);

/* What goes on from now; both are static strings, or NULL. */
void crash_set_step(const char *route, const char *step);

#endif
