/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/word_fit.h"

#include "rules/word_end.h"

/* ---- runs */
static bool
hangul_consonant(uint32_t c)
{
	return (c >= 0x3131 && c <= 0x314e);
}

/*
 * A run of the entry's length, or stretched. People double letters by mistake or to evade, but in short words that makes
 * other words (god, good), and in Hangul two equal consonants are two syllables.
 */
static bool
run_length_fits(const struct pattern *p, const struct entry_run *r, uint32_t count)
{
	if (count == r->count)
		return (true);
	if (count < r->count || p->allow || r->kind == KIND_DIGIT)
		return (false);
	return (count >= 3 || (p->letters >= 4 && !hangul_consonant(r->c)));
}

/* The number of letters of this run that belong to the match's first run. */
static uint32_t
first_run_count(const struct pattern *p, const struct entry_run *r, const struct letter *l)
{
	if (p->match == WORD_SUBSTRING || l->kind == KIND_FREE)
		return (l->same_near >= r->count ? r->count : l->same);
	return (l->same_near >= r->count ? l->same_near : l->same);
}

/* ---- places */
static bool
is_boundary(const struct folded *f, size_t i)
{
	const struct letter *l = &f->letters[i];

	return (i == 0 || i == f->n || l->gap >= GAP_JOIN || l->kind != l[-1].kind || l->kind == KIND_FREE);
}

/* Every character is between gaps, at least three of them, or two syllables: i d i o t. */
static bool
spelled_out(const struct folded *f, size_t start, size_t end)
{
	unsigned pieces = 1;
	size_t i;

	if (end - start > WORD_LETTERS * 2)
		return (false);
	for (i = start + 1; i <= end; i++) {
		const struct letter *l = &f->letters[i];

		if (l->gap >= GAP_JOIN)
			pieces++;
		else if (l->start && l->c != l[-1].c)
			return (false);
	}
	if (start > 0 && f->letters[start].gap < GAP_JOIN)
		return (false);
	if (end + 1 < f->n && f->letters[end + 1].gap < GAP_JOIN)
		return (false);
	return (pieces >= (f->letters[start].kind == KIND_HANGUL || f->letters[start].kind == KIND_FREE ? 2u : 3u));
}

/* Digits and signs alone are not a word; with digits a word needs two real letters. */
static bool
enough_letters(const struct folded *f, size_t start, size_t end)
{
	unsigned letters = 0, digits = 0;
	size_t i;

	for (i = start; i <= end && letters < 2; i++) {
		letters += f->letters[i].sure == SURE_LETTER;
		digits += f->letters[i].sure == SURE_DIGIT;
	}
	return (letters >= 2 || (letters == 1 && digits == 0));
}

static bool
bounds_fit(const struct pattern *p, const struct folded *f, size_t start, size_t end)
{
	if (!f->letters[start].start || (end + 1 < f->n && !f->letters[end + 1].start))
		return (false);
	if (p->match != WORD_SUBSTRING && !is_boundary(f, start))
		return (false);
	if (p->closed && end + 1 < f->n && !is_boundary(f, end + 1) && !word_ends_before(f, end + 1))
		return (false);
	return (p->match != WORD_WHOLE || is_boundary(f, end + 1));
}

bool
word_fits(const struct pattern *p, const struct entry_run *runs, const struct folded *f, enum fold_mode mode, size_t end,
    size_t *out)
{
	size_t i = end, start = end, left = p->nruns;
	uint32_t apart = 0; /* gaps where the entry has none */

	while (left-- > 0) {
		const struct entry_run *r = &runs[left];
		const struct letter *l = &f->letters[i];
		uint32_t count = left == 0 ? first_run_count(p, r, l) : l->same;

		if (l->c != r->c || !run_length_fits(p, r, count))
			return (false);
		start = i + 1 - count;
		if (!r->gap_inside)
			apart += l->hard - f->letters[start].hard;
		if (left == 0)
			break;
		if (!r->gap_before && f->letters[start].gap >= GAP_PUNCT)
			apart++;
		if (start == 0)
			return (false);
		i = start - 1;
	}
	if (!bounds_fit(p, f, start, end) || (apart > 0 && (p->allow || !spelled_out(f, start, end))))
		return (false);
	*out = start;
	return (mode == FOLD_PLAIN || enough_letters(f, start, end));
}
