/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/signature.h"

#define SHINGLE 9 /* letters */
#define ROWS	4 /* values in a band */

/* splitmix64's finisher: every bit of x changes every bit of the result. */
static uint64_t
hash_mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return (x ^ x >> 31);
}

static size_t
folded_characters(const struct folded *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		n += f->letters[i].start;
	return (n);
}

/*
 * Stretched letters count once; gaps do not count. The hash of a shingle is a polynomial modulo 2^64 with an odd base, so
 * it rolls. Each of the 16 values is the minimum of one odd multiple of the mixed hash.
 */
unsigned
signature_make(const struct folded *f, int64_t bands[SIGNATURE_BANDS])
{
	const uint64_t base = 0x9e3779b97f4a7c15u;
	uint64_t min[SIGNATURE_BANDS * ROWS], factors[LENGTH(min)], window[SHINGLE] = { 0 }, hash = 0, top = 1, mixed;
	size_t i, taken = 0;
	unsigned k;

	if (folded_characters(f) < SIGNATURE_MIN)
		return (0);
	memset(min, 0xff, sizeof(min));
	for (k = 0; k < LENGTH(factors); k++)
		factors[k] = hash_mix(k + 1) | 1;
	for (k = 0; k < SHINGLE; k++)
		top *= base;
	for (i = 0; i < f->n; i++) {
		uint64_t letter = hash_mix(f->letters[i].c + 1);

		if (f->letters[i].same > 1)
			continue;
		hash = hash * base + letter - window[taken % SHINGLE] * top;
		window[taken % SHINGLE] = letter;
		if (++taken < SHINGLE)
			continue;
		mixed = hash_mix(hash);
		for (k = 0; k < LENGTH(min); k++) {
			uint64_t v = mixed * factors[k];

			if (v < min[k])
				min[k] = v;
		}
	}
	if (taken < SHINGLE)
		return (0);
	for (k = 0; k < SIGNATURE_BANDS; k++) {
		uint64_t h = k;
		unsigned r;

		for (r = 0; r < ROWS; r++)
			h = hash_mix(h ^ min[k * ROWS + r]) + r;
		bands[k] = (int64_t)h;
	}
	return (SIGNATURE_BANDS);
}
