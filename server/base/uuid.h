/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UUIDs of version 7 (RFC 9562 5.7): 48 bits of milliseconds, then 74 random bits. Ids of one process increase (6.2,
 * method 1: a counter in rand_a) until uuid_restart(). Every id in Madang is made here, before the write that uses it.
 */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#define UUID_TEXT 37 /* 36 characters and a NUL */

struct uuid {
	unsigned char b[16];
};

/* True if the kernel gives random numbers; else errno says why, and uuid_new() would abort. */
bool uuid_possible(void);
struct uuid uuid_new(void);
/*
 * Milliseconds by which the next id would be ahead of the wall clock: the clock went back, or the counter
 * overflowed.
 */
int64_t uuid_lead_ms(void);
/* Lets the next id have the wall clock's time, even if it is lower than the last one. */
void uuid_restart(void);
/* True for the 8-4-4-4-12 form only, in either case and of any version. */
bool uuid_parse(const char *text, struct uuid *out);
void uuid_text(const struct uuid *, char out[UUID_TEXT]);
/* Milliseconds since 1970 in a version 7 id. */
int64_t uuid_ms(const struct uuid *);

#endif
