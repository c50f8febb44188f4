/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/chars.h"

#include <stdbool.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "rules/fold.h"
#include "text/skeleton.h"

/* Two levels, filled as characters occur in texts: an unused page costs no memory. */
#define PAGE 256
static struct char_info *pages[0x110000 / PAGE];
static uint32_t *pool;
static size_t npool, pool_room;

static uint32_t
pool_add(const uint32_t *letters, unsigned n)
{
	if (npool + n > pool_room) {
		pool_room = pool_room != 0 ? pool_room * 2 : 1024;
		pool = mem_grow(pool, pool_room * sizeof(*pool));
	}
	memcpy(pool + npool, letters, n * sizeof(*letters));
	npool += n;
	return ((uint32_t)(npool - n));
}

const uint32_t *
char_letters(struct char_info i)
{
	return (pool + i.at);
}

/* ---- Hangul: a consonant is the same letter as an initial and as a final */
static unsigned
hangul_initial(uint32_t i, uint32_t *out)
{
	static const uint8_t letters[] = { 0x31, 0x32, 0x34, 0x37, 0x38, 0x39, 0x41, 0x42, 0x43, 0x45, 0x46, 0x47, 0x48, 0x49,
		0x4a, 0x4b, 0x4c, 0x4d, 0x4e };

	out[0] = 0x3100u + letters[i];
	return (1);
}

static unsigned
hangul_final(uint32_t i, uint32_t *out)
{
	/* the first letter, and the second of a cluster */
	static const uint8_t letters[][2] = { { 0x31, 0 }, { 0x32, 0 }, { 0x31, 0x45 }, { 0x34, 0 }, { 0x34, 0x48 },
		{ 0x34, 0x4e }, { 0x37, 0 }, { 0x39, 0 }, { 0x39, 0x31 }, { 0x39, 0x41 }, { 0x39, 0x42 }, { 0x39, 0x45 },
		{ 0x39, 0x4c }, { 0x39, 0x4d }, { 0x39, 0x4e }, { 0x41, 0 }, { 0x42, 0 }, { 0x42, 0x45 }, { 0x45, 0 },
		{ 0x46, 0 }, { 0x47, 0 }, { 0x48, 0 }, { 0x4a, 0 }, { 0x4b, 0 }, { 0x4c, 0 }, { 0x4d, 0 }, { 0x4e, 0 } };

	out[0] = 0x3100u + letters[i][0];
	if (letters[i][1] == 0)
		return (1);
	out[1] = 0x3100u + letters[i][1];
	return (2);
}

static unsigned
hangul_letters(uint32_t c, uint32_t *out)
{
	if (c >= 0x1100 && c <= 0x1112)
		return (hangul_initial(c - 0x1100, out));
	if (c >= 0x1161 && c <= 0x1175) {
		out[0] = 0x314f + (c - 0x1161);
		return (1);
	}
	if (c >= 0x11a8 && c <= 0x11c2)
		return (hangul_final(c - 0x11a8, out));
	if (c == 0x111a || c == 0x1121) /* NFKC turns two of the final clusters, written apart, into these */
		return (hangul_final(c == 0x111a ? 14 : 17, out));
	out[0] = c;
	return (1);
}

/* ---- classes */
static uint8_t
letter_kind_of(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;

	switch (uscript_getScript((UChar32)c, &e)) {
	case USCRIPT_HANGUL:
		return (KIND_HANGUL);
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_BOPOMOFO:
	case USCRIPT_THAI:
	case USCRIPT_LAO:
	case USCRIPT_KHMER:
	case USCRIPT_MYANMAR:
	case USCRIPT_TIBETAN:
	case USCRIPT_YI:
		return (KIND_FREE);
	default:
		return (KIND_ALPHA);
	}
}

static enum char_class
ascii_class(uint32_t c)
{
	if (c <= ' ')
		return (CHAR_SPACE);
	return (strchr("-._*~^|+=#@$%&", (int)c) != NULL && c != 0x7f ? CHAR_JOIN : CHAR_PUNCT);
}

static enum char_class
gap_class(uint32_t c)
{
	switch (c) {
	case 0x2010: /* hyphens, middle dots and bullets; apostrophes separate letters: who're */
	case 0x2011:
	case 0x2012:
	case 0x2022:
	case 0x2027:
	case 0x00b7:
	case 0x30fb:
		return (CHAR_JOIN);
	default:
		break;
	}
	if (skeleton_mark(c))
		return (CHAR_MARK);
	if (u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_charType((UChar32)c) == U_FORMAT_CHAR)
		return (CHAR_INVISIBLE);
	if (u_isUWhiteSpace((UChar32)c) || u_iscntrl((UChar32)c))
		return (CHAR_SPACE);
	if ((U_GET_GC_MASK((UChar32)c) & (U_GC_S_MASK | U_GC_PC_MASK | U_GC_ME_MASK)) != 0)
		return (CHAR_JOIN);
	return (CHAR_PUNCT);
}

/* The letters of a folded code point; returns their number. */
static unsigned
folded_letters(uint32_t c, uint32_t *out, uint8_t *kind)
{
	if (u_isdigit((UChar32)c)) {
		*kind = KIND_DIGIT;
		out[0] = '0' + (uint32_t)u_charDigitValue((UChar32)c);
		return (1);
	}
	if (skeleton_mark(c) ||
	    !(u_hasBinaryProperty((UChar32)c, UCHAR_ALPHABETIC) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0))
		return (0);
	*kind = letter_kind_of(c);
	if (*kind == KIND_HANGUL)
		return (hangul_letters(c, out));
	out[0] = c;
	return (1);
}

/*
 * Text generators write small capitals, and keyboards have the micro sign. Unicode folds neither to an ASCII letter;
 * skeleton.h keeps them, because names may contain them.
 */
static uint32_t
small_capital_letter(uint32_t c)
{
	static const char small[] = "LATIN LETTER SMALL CAPITAL ";
	char name[64];
	UErrorCode e = U_ZERO_ERROR;

	if (c == 0xb5)
		return ('u');
	if (c < 0x250 || (c > 0x2af && c < 0x1d00) || (c > 0x1dbf && c < 0xa720) ||
	    c > 0xa7ff) /* outside the blocks that have small capitals */
		return (c);
	if (u_charName((UChar32)c, U_UNICODE_CHAR_NAME, name, sizeof(name), &e) != (int32_t)sizeof(small) ||
	    strncmp(name, small, sizeof(small) - 1) != 0)
		return (c);
	return ((uint32_t)name[sizeof(small) - 1] | 0x20);
}

static struct char_info
char_classify(uint32_t c)
{
	uint32_t skeleton[SKELETON_MAX], letters[SKELETON_MAX * 2];
	unsigned i, n = skeleton_of(small_capital_letter(c), false, skeleton), put = 0;
	struct char_info info = { 0 };

	for (i = 0; i < n; i++)
		put += folded_letters(skeleton[i], letters + put, &info.kind);
	if (put > 0) {
		info.class = CHAR_LETTER;
		info.n = (uint8_t)put;
		info.at = pool_add(letters, put);
		if (c >= 0x1f130 && c <= 0x1f1ff)
			info.kind = KIND_SIGN;
	} else if (n == 1 && skeleton[0] < 0x80 && skeleton[0] != ' ') { /* a full-width form, for example */
		info.ascii = (uint8_t)skeleton[0];
		info.class = (uint8_t)ascii_class(skeleton[0]);
	} else
		info.class = (uint8_t)gap_class(c);
	return (info);
}

struct char_info
char_info(uint32_t c)
{
	struct char_info **page = &pages[c / PAGE], *info;

	if (*page == NULL)
		*page = mem_zero(PAGE, sizeof(**page));
	info = &(*page)[c % PAGE];
	if (info->class == CHAR_UNKNOWN)
		*info = char_classify(c);
	return (*info);
}
