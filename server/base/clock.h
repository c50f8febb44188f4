/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two clocks. The monotonic clock drives every timer and deadline. The wall clock makes ids, Date fields and log lines
 * and decides nothing.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Milliseconds since a fixed moment; never goes back. */
int64_t clock_ms(void);

/* The same clock in microseconds. */
int64_t clock_us(void);

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_wall_ms(void);

#define CLOCK_RFC3339 25 /* "2026-11-23T08:15:30.123Z" and its NUL */
#define CLOCK_HTTP    30 /* "Sun, 06 Nov 1994 08:49:37 GMT" and its NUL (RFC 9110 5.6.7) */

/* wall_ms: years 0001 to 9999; negative before 1970. text/rfc3339.h parses times. */
void clock_rfc3339(int64_t wall_ms, char out[CLOCK_RFC3339]);
void clock_http(int64_t wall_ms, char out[CLOCK_HTTP]);

#endif
