/* SPDX-License-Identifier: Apache-2.0 */
#include "text/skeleton.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#define UTF16_MAX 64 /* UTF-16 units of a step's result; a longer one is cut */

static const UNormalizer2 *folding, *parting;
static USpoofChecker *spoof;

bool
skeleton_start(void)
{
	UErrorCode e = U_ZERO_ERROR;

	folding = unorm2_getNFKCCasefoldInstance(&e);
	parting = unorm2_getNFDInstance(&e);
	spoof = uspoof_open(&e);
	return (U_SUCCESS(e));
}

static void
open_once(void)
{
	if (spoof == NULL && !skeleton_start())
		abort(); /* the command line and tests do not call skeleton_start() */
}

static int32_t
units_of(uint32_t c, UChar *out)
{
	int32_t n = 0;

	U16_APPEND_UNSAFE(out, n, (UChar32)c);
	return (n);
}

static uint32_t
utf16_next(const UChar *p, int32_t n, int32_t *i)
{
	uint32_t c = p[(*i)++];

	if (U16_IS_LEAD(c) && *i < n)
		c = (uint32_t)U16_GET_SUPPLEMENTARY(c, p[(*i)++]);
	return (c);
}

static int32_t
normalize_char(const UNormalizer2 *how, uint32_t c, UChar *out)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[2];
	int32_t n = unorm2_normalize(how, in, units_of(c, in), out, UTF16_MAX, &e);

	return (U_FAILURE(e) ? 0 : n);
}

bool
skeleton_mark(uint32_t c)
{
	return ((c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5bd) ||
	    (c >= 0x64b && c <= 0x65f) || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) ||
	    (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f));
}

/* Scripts with letters that look like Latin ones and are used in their place. */
static bool
shares_shapes(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;

	switch (uscript_getScript((UChar32)c, &e)) {
	case USCRIPT_COMMON:
	case USCRIPT_LATIN:
	case USCRIPT_GREEK:
	case USCRIPT_CYRILLIC:
	case USCRIPT_ARMENIAN:
	case USCRIPT_GEORGIAN:
	case USCRIPT_COPTIC:
	case USCRIPT_CHEROKEE:
	case USCRIPT_LISU:
	case USCRIPT_DESERET:
	case USCRIPT_CANADIAN_ABORIGINAL:
		return (true);
	default:
		return (false);
	}
}

/* The ASCII letter that c looks like, m for "rn"; 0 if none. */
static uint32_t
latin_of(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[2], out[UTF16_MAX];
	uint32_t found = 0;
	int32_t i, n;

	n = uspoof_getSkeleton(spoof, 0, in, units_of(c, in), out, UTF16_MAX, &e);
	if (U_FAILURE(e))
		return (0);
	if (n == 2 && out[0] == 'r' && out[1] == 'n')
		return ('m');
	for (i = 0; i < n; i++) {
		if (skeleton_mark(out[i]))
			continue;
		if (found != 0 || out[i] >= 0x80 || !u_isalpha(out[i]))
			return (0);
		found = out[i] | 0x20u;
	}
	return (found);
}

/* c is folded and decomposed. Either case may look like Latin: U+0432 does not, its capital looks like B. */
static uint32_t
latin_lookalike(uint32_t c)
{
	uint32_t latin;

	if (c < 0x80 || !shares_shapes(c) || !u_isalpha((UChar32)c))
		return (c);
	latin = latin_of(c);
	if (latin == 0)
		latin = latin_of((uint32_t)u_toupper((UChar32)c));
	return (latin != 0 ? latin : c);
}

/* Letters in circles and squares that NFKC does not change, and the letters of flags. */
static uint32_t
without_frame(uint32_t c)
{
	if (c >= 0x1f150 && c <= 0x1f169)
		return ('a' + (c - 0x1f150));
	if (c >= 0x1f170 && c <= 0x1f189)
		return ('a' + (c - 0x1f170));
	if (c >= 0x1f1e6 && c <= 0x1f1ff)
		return ('a' + (c - 0x1f1e6));
	return (c);
}

unsigned
skeleton_of(uint32_t c, bool marks, uint32_t out[SKELETON_MAX])
{
	UChar folded[UTF16_MAX], parts[UTF16_MAX];
	int32_t i = 0, j, n, np;
	unsigned put = 0;
	uint32_t d;

	c = without_frame(c);
	if (c < 0x80) {
		out[0] = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
		return (1);
	}
	open_once();
	n = normalize_char(folding, c, folded);
	while (i < n) {
		d = utf16_next(folded, n, &i);
		np = normalize_char(parting, d, parts);
		for (j = 0; j < np && put < SKELETON_MAX;) {
			uint32_t p = utf16_next(parts, np, &j);

			if (marks || !skeleton_mark(p))
				out[put++] = latin_lookalike(p);
		}
	}
	return (put);
}
