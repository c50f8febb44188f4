/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How this works. The first 48 bits are the wall clock's milliseconds, the next 12 (rand_a) a counter. A new millisecond
 * starts the counter at a random value with its top bit clear, which leaves room for at least 2048 ids. If the clock
 * stands still or goes back, the counter continues; on overflow the time moves ahead by 1 ms. So ids of a process
 * increase.
 */
#include "base/uuid.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/mem.h"

static void
random_bytes(void *p, size_t n)
{
	if (getrandom(p, n, 0) != (ssize_t)n)
		abort(); /* getrandom(2): cannot fail for n <= 256 after boot */
}

bool
uuid_possible(void)
{
	char some[16];

	return (getrandom(some, sizeof(some), 0) == (ssize_t)sizeof(some));
}

static int64_t last_ms; /* time of the newest id */

struct uuid
uuid_new(void)
{
	static unsigned counter;
	struct uuid u;
	int64_t ms = clock_wall_ms();
	int i;

	random_bytes(u.b, sizeof(u.b));
	if (ms > last_ms) {
		last_ms = ms;
		counter = (((unsigned)u.b[6] << 8) | u.b[7]) & 0x7ff; /* the top bit stays free for counting */
	} else if (++counter > 0xfff) {
		last_ms++;
		counter = 0;
	}
	for (i = 0; i < 6; i++)
		u.b[i] = (unsigned char)(last_ms >> (40 - 8 * i));
	u.b[6] = (unsigned char)(0x70 | (counter >> 8));
	u.b[7] = (unsigned char)counter;
	u.b[8] = (unsigned char)(0x80 | (u.b[8] & 0x3f));
	return (u);
}

int64_t
uuid_lead_ms(void)
{
	int64_t lead = last_ms - clock_wall_ms();

	return (lead > 0 ? lead : 0);
}

void
uuid_restart(void)
{
	last_ms = 0;
}

static int
uuid_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (c - 'A' + 10);
	return (-1);
}

bool
uuid_parse(const char *text, struct uuid *out)
{
	size_t i, at = 0;
	int high, low;

	if (strlen(text) != UUID_TEXT - 1)
		return (false);
	for (i = 0; i < 16; i++) {
		if (at == 8 || at == 13 || at == 18 || at == 23) {
			if (text[at++] != '-')
				return (false);
		}
		high = uuid_hex_digit(text[at]);
		low = uuid_hex_digit(text[at + 1]);
		if (high < 0 || low < 0)
			return (false);
		out->b[i] = (unsigned char)(high << 4 | low);
		at += 2;
	}
	return (true);
}

void
uuid_text(const struct uuid *u, char out[UUID_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	size_t i, at = 0;

	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		out[at++] = digits[u->b[i] >> 4];
		out[at++] = digits[u->b[i] & 15];
	}
	out[at] = '\0';
}

int64_t
uuid_ms(const struct uuid *u)
{
	int64_t ms = 0;
	int i;

	for (i = 0; i < 6; i++)
		ms = ms << 8 | u->b[i];
	return (ms);
}
