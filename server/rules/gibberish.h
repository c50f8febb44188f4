/*
 * Gibberish: what comes of hitting keys (sdkjfhgskjdf, asdfasdf, ㅁㄴㅇㄹㅁㄴㅇㄹ), told by
 * runs of consonants that no language has, by keys in a row, and by text of very
 * few letters. It looks at Latin letters and Hangul only and would rather miss
 * something than take a name or laughter for it. For this room.
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
	long random;  /* of these, in words that are none */
	bool few;     /* long, and hardly more than one key */
	uint32_t spans[GIBBERISH_SPANS][2];
	unsigned nspans;
};

void gibberish_measure(const struct folded *plain, struct gibberish *);

#endif
