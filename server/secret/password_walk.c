/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks over adjacent keys, digits and letters of the alphabet: 1234567890, qwertyuiop, 1q2w3e4r5t, 1qaz2wsx3edc,
 * abcdefghij, 147258369. No list is complete, so each step from one character to the next is tested instead. A password
 * is refused if it consists of at most WALKS_MAX walks, also if two walks alternate (q1w2e3r4).
 */
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "secret/password_plain.h"
#include "text/utf8.h"

#define WALKS_MAX  3
#define LENGTH_MAX 32 /* characters; longer walks are beyond the attempts that a login has */

/* Rows of keys, unshifted and shifted, and sequences that people learn. */
static const char *const rows[][2] = { { "1234567890-=", "!@#$%^&*()_+" }, { "qwertyuiop[]", "QWERTYUIOP{}" },
	{ "asdfghjkl;'", "ASDFGHJKL:\"" }, { "zxcvbnm,./", "ZXCVBNM<>?" } };
static const char *const pad[] = { "789", "456", "123" };
static const uint32_t syllables[] = { 0xac00, 0xb098, 0xb2e4, 0xb77c, 0xb9c8, 0xbc14, 0xc0ac, 0xc544, 0xc790, 0xcc28, 0xce74,
	0xd0c0, 0xd30c, 0xd558 }; /* ga na da ra …, the Korean alphabet's order */

struct key {
	int row, column; /* -1: none */
};

static struct key
keyboard_key(uint32_t c)
{
	unsigned row, shift;
	const char *at;

	for (row = 0; c > 0 && c < 0x80 && row < LENGTH(rows); row++)
		for (shift = 0; shift < 2; shift++)
			if ((at = strchr(rows[row][shift], (int)c)) != NULL)
				return ((struct key) { (int)row, (int)(at - rows[row][shift]) });
	return ((struct key) { -1, -1 });
}

static struct key
keypad_key(uint32_t c)
{
	unsigned row;
	const char *at;

	for (row = 0; c >= '1' && c <= '9' && row < LENGTH(pad); row++)
		if ((at = strchr(pad[row], (int)c)) != NULL)
			return ((struct key) { (int)row, (int)(at - pad[row]) });
	return ((struct key) { -1, -1 });
}

/* Rows are offset by half a key: 2 is above q and w. */
static bool
is_beside_key(struct key a, struct key b)
{
	int down = b.row - a.row, right = b.column - a.column;

	if (a.row < 0 || b.row < 0)
		return (false);
	return (down == 0 ? abs(right) == 1 : down == 1 ? right == 0 || right == -1 : down == -1 && (right == 0 || right == 1));
}

static bool
is_beside_pad(struct key a, struct key b)
{
	return (a.row >= 0 && b.row >= 0 && abs(a.row - b.row) + abs(a.column - b.column) == 1);
}

static bool
is_next_syllable(uint32_t a, uint32_t b)
{
	size_t i;

	for (i = 1; i < LENGTH(syllables); i++)
		if ((a == syllables[i - 1] && b == syllables[i]) || (a == syllables[i] && b == syllables[i - 1]))
			return (true);
	return (false);
}

static bool
key_follows(uint32_t a, uint32_t b)
{
	return (a == b || a + 1 == b || b + 1 == a || is_beside_key(keyboard_key(a), keyboard_key(b)) ||
	    is_beside_pad(keypad_key(a), keypad_key(b)) || is_next_syllable(a, b));
}

bool
password_walks(const char *p, size_t n)
{
	uint32_t c[LENGTH_MAX];
	size_t i, step, k = 0, walks = 1, interleaved = 2; /* interleaved: two alternating walks, q1w2e3r4 */

	for (i = 0; i < n; i += step, k++) {
		if (k == LENGTH_MAX || (step = utf8_next(p + i, n - i, &c[k])) == 0)
			return (false);
		walks += k > 0 && !key_follows(c[k - 1], c[k]);
		interleaved += k > 1 && !key_follows(c[k - 2], c[k]);
	}
	sodium_memzero(c, sizeof(c));
	/* walks of less than two keys on average are ordinary letters */
	return ((walks <= WALKS_MAX && k >= walks * 2) || (interleaved <= WALKS_MAX && k >= interleaved * 2));
}
