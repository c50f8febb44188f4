/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/gibberish.h"

#define WORD_MIN	7
#define WORD_MAX	64
#define CONSONANTS_MANY 7 /* latchstring, Knightsbridge: six */
#define KEYS_MANY	6
#define ROW_MIN		10 /* haggadahs: nine */
#define JAMO_MANY	8
#define FEW_MIN		60
#define FEW_MAX		4

/* Positions of the keys a to z: row * 16 + column. */
static const uint8_t keys[26] = { 0x20, 0x34, 0x32, 0x22, 0x12, 0x23, 0x24, 0x25, 0x17, 0x26, 0x27, 0x28, 0x36, 0x35, 0x18, 0x19,
	0x10, 0x13, 0x21, 0x14, 0x16, 0x33, 0x11, 0x31, 0x15, 0x30 };

static unsigned
key_position(char c)
{
	return (keys[c - 'a']);
}

static bool
key_is_vowel(char c)
{
	return ((1u << (c - 'a') &
		    (1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') | 1u << ('o' - 'a') | 1u << ('u' - 'a') |
			1u << ('y' - 'a'))) != 0);
}

static unsigned
distinct_letters(const char *w, size_t n)
{
	uint32_t seen = 0;
	size_t i;

	for (i = 0; i < n; i++)
		seen |= 1u << (w[i] - 'a');
	return ((unsigned)__builtin_popcount(seen));
}

/* A stretched letter (hmmmm, brrrr) counts once. */
static bool
has_consonant_run(const char *w, size_t n)
{
	unsigned run = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (key_is_vowel(w[i]))
			run = 0;
		else if ((i == 0 || w[i] != w[i - 1]) && ++run >= CONSONANTS_MANY)
			return (true);
	}
	return (false);
}

/* qwerty, lkjhgf */
static bool
has_adjacent_keys(const char *w, size_t n)
{
	unsigned run = 1;
	int direction = 0;
	size_t i;

	for (i = 1; i < n; i++) {
		int step = (int)key_position(w[i]) - (int)key_position(w[i - 1]);

		if (step != 1 && step != -1)
			direction = 0;
		run = step != 0 && step == direction ? run + 1 : direction == 0 && (step == 1 || step == -1) ? 2 : 1;
		direction = step == 1 || step == -1 ? step : 0;
		if (run >= KEYS_MANY)
			return (true);
	}
	return (false);
}

/* asdasdasd: three or four keys of one row, repeated. Two repeated keys are laughter. */
static bool
is_repeated_keys(const char *w, size_t n)
{
	size_t period, i;

	for (period = 3; period <= 4 && n >= period * 3; period++) {
		for (i = period; i < n && w[i] == w[i - period]; i++)
			;
		if (i < n || distinct_letters(w, period) < 3)
			continue;
		for (i = 1; i < period && key_position(w[i]) / 16 == key_position(w[0]) / 16; i++)
			;
		if (i == period)
			return (true);
	}
	return (false);
}

/* Every key is on the home row. */
static bool
is_home_row(const char *w, size_t n)
{
	size_t i;

	if (n < ROW_MIN || distinct_letters(w, n) < 4)
		return (false);
	for (i = 0; i < n; i++)
		if (key_position(w[i]) >> 4 != 2)
			return (false);
	return (true);
}

static bool
word_is_random(const char *w, size_t n)
{
	return (
	    n >= WORD_MIN && (has_consonant_run(w, n) || has_adjacent_keys(w, n) || is_repeated_keys(w, n) || is_home_row(w, n)));
}

/* Hangul consonants without a syllable, at least four different ones; laughter (ㅋ, ㅎ) does not count. */
static bool
jamo_are_random(const struct letter *l, size_t n)
{
	uint32_t seen = 0;
	unsigned many = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		bool alone = (i == 0 || l[i - 1].from != l[i].from) && (i + 1 == n || l[i + 1].from != l[i].from);

		if (!alone || l[i].c < 0x3131 || l[i].c > 0x314e)
			return (false);
		if (l[i].c == 0x314b || l[i].c == 0x314e)
			continue;
		many++;
		seen |= 1u << (l[i].c - 0x3131);
	}
	return (many >= JAMO_MANY && __builtin_popcount(seen) >= 4);
}

static bool
run_is_random(const struct letter *l, size_t n, uint32_t *seen)
{
	char word[WORD_MAX];
	size_t i, max = n < WORD_MAX ? n : WORD_MAX;

	if (l[0].kind == KIND_HANGUL)
		return (jamo_are_random(l, n));
	for (i = 0; i < n; i++) {
		if (l[i].c < 'a' || l[i].c > 'z')
			return (false);
		*seen |= 1u << (l[i].c - 'a');
		if (i < max)
			word[i] = (char)l[i].c;
	}
	return (word_is_random(word, max));
}

void
gibberish_measure(const struct folded *f, struct gibberish *m)
{
	size_t from, to, latin = 0;
	uint32_t seen = 0;

	*m = (struct gibberish) { .letters = (long)f->n };
	for (from = 0; from < f->n; from = to) {
		for (to = from + 1; to < f->n && f->letters[to].gap == GAP_NONE; to++)
			;
		if (f->letters[from].kind == KIND_ALPHA)
			latin += to - from;
		if (!run_is_random(&f->letters[from], to - from, &seen))
			continue;
		m->random += (long)(to - from);
		if (m->nspans < GIBBERISH_SPANS) {
			m->spans[m->nspans][0] = f->letters[from].from;
			m->spans[m->nspans++][1] = f->letters[to - 1].to;
		}
	}
	m->few = latin >= FEW_MIN && latin == f->n && seen != 0 && __builtin_popcount(seen) <= FEW_MAX;
}
