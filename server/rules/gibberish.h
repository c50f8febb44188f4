/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Measures gibberish, the text of random keys: sdkjfhgskjdf, asdfasdf, ㅁㄴㅇㄹㅁㄴㅇㄹ. Evidence is a run of consonants that no
 * language has, a run of adjacent keys, or a long text of very few letters. Only Latin letters and Hangul are measured.
 * Thresholds are so high that names and laughter stay below them. Internal to rules/.
 */
#ifndef RULES_GIBBERISH_H
#define RULES_GIBBERISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "rules/fold.h"

#define GIBBERISH_SPANS 16

struct gibberish {
	long letters; /* of the text */
	long random;  /* of these, in words of random keys */
	bool few;     /* a long text of at most four different letters */
	uint32_t spans[GIBBERISH_SPANS][2];
	unsigned nspans;
};

void gibberish_measure(const struct folded *plain, struct gibberish *);

#endif
