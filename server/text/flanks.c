/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Delimiter runs. In CommonMark a run between punctuation and a letter can only open or only close emphasis. That is right
 * for words between spaces: **"this"** is. In **"중요"**합니다 it would never close. The CJK-friendly amendments
 * (https://github.com/tats-u/markdown-cjk-friendly, specification.md) treat a CJK character beside the run as a space.
 */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/prepared_parts.h"
#include "text/utf8.h"

uint32_t
char_before(const char *body, size_t begin, size_t at)
{
	uint32_t c = 0;
	size_t i = at;

	if (at == begin)
		return (0);
	for (i--; i > begin && ((unsigned char)body[i] & 0xc0) == 0x80;)
		i--;
	(void)utf8_next(body + i, at - i, &c);
	return (c);
}

uint32_t
char_behind(const char *body, size_t at, size_t end)
{
	uint32_t c = 0;

	return (at < end && utf8_next(body + at, end - at, &c) > 0 ? c : 0);
}

/* The begin and the end of a line (0) count as white space. */
static bool
is_space(uint32_t c)
{
	return (c <= ' ' ? c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' :
			   u_charType((UChar32)c) == U_SPACE_SEPARATOR);
}

static bool
is_punct(uint32_t c)
{
	return ((U_GET_GC_MASK((UChar32)c) & (U_GC_P_MASK | U_GC_S_MASK)) != 0);
}

bool
flanks_cjk(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;

	if (c < 0x1100)
		return (false);
	switch (u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE:
	case U_EA_FULLWIDTH:
	case U_EA_HALFWIDTH:
		return (!u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION));
	default:
		return (uscript_getScript((UChar32)c, &e) == USCRIPT_HANGUL);
	}
}

/* A variation selector, which chooses how the character before it is drawn; VS16 chooses emoji and is excluded. */
static bool
is_variation(uint32_t c)
{
	return (c >= 0xfe00 && c <= 0xfe0e);
}

/* CJK text has wide quotation marks: these with U+FE01 behind them. */
static bool
is_wide_quote(uint32_t c, uint32_t variation)
{
	return (variation == 0xfe01 && (c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d));
}

struct flanks
flanks_of(const char *body, size_t begin, size_t end, size_t from, size_t to)
{
	uint32_t left = char_before(body, begin, from), right = char_behind(body, to, end), variation = 0;
	bool left_cjk, left_punct, left_other, right_punct, opens, closes;

	if (is_variation(left)) {
		variation = left;
		left = char_before(body, begin, from - 3);
	}
	left_cjk = flanks_cjk(left) || is_wide_quote(left, variation) || (left >= 0xe0100 && left <= 0xe01ef);
	left_punct = is_punct(left);
	left_other = left_punct && !left_cjk;
	right_punct = is_punct(right) && !flanks_cjk(right);
	opens = !is_space(right) && (!right_punct || is_space(left) || left_other || left_cjk);
	closes = !is_space(left) && (!left_other || is_space(right) || right_punct || flanks_cjk(right));
	if (body[from] == '_')
		return ((struct flanks) { opens && (!closes || left_punct), closes && (!opens || is_punct(right)) });
	return ((struct flanks) { opens, closes });
}
