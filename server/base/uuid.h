/*
 * UUIDs, version 7 (RFC 9562 5.7): 48 bits of milliseconds, then 74 bits that
 * are random but do not go back within one process (method 3 of 6.2: a counter
 * in rand_a), unless uuid_restart() is called. Every id in Madang is made here, before the write that uses it.
 */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#define UUID_TEXT 37 /* 36 characters and a NUL */

struct uuid {
	unsigned char b[16];
};

/* Whether the kernel gives random numbers; uuid_new() aborts without. errno says why not. */
bool uuid_possible(void);
struct uuid uuid_new(void);
/* How far the next id would be ahead of the wall clock, which went back or was outrun by the counter. */
int64_t uuid_lead_ms(void);
/* The next id has the wall clock's time, though it may be below the last one. */
void uuid_restart(void);
/* True for exactly the 8-4-4-4-12 form, either case, any version. */
bool uuid_parse(const char *text, struct uuid *out);
void uuid_text(const struct uuid *, char out[UUID_TEXT]);
/* The milliseconds since 1970 that a version 7 id was made at. */
int64_t uuid_ms(const struct uuid *);

#endif
