/* SPDX-License-Identifier: Apache-2.0 */
#include "text/visible.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/utf8.h"

/* Graphic characters without a shape. Fonts draw U+FFFC as nothing, or as a box for a missing object. */
static bool
is_drawn_blank(uint32_t c)
{
	switch (c) {
	case 0x2800:  /* BRAILLE PATTERN without dots */
	case 0xfffc:  /* object replacement character */
	case 0x13441: /* Egyptian hieroglyph without a sign */
	case 0x13442: /* the same, half as wide */
	case 0x16fe4: /* Khitan small script filler */
	case 0x1d159: /* musical symbol null notehead */
		return (true);
	default:
		return (false);
	}
}

bool
char_visible(uint32_t c)
{
	if (c < 0x80)
		return (c > ' ' && c != 0x7f);
	switch (u_charType((UChar32)c)) {
	case U_CONTROL_CHAR:
	case U_SPACE_SEPARATOR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_SURROGATE:
		return (false);
	case U_FORMAT_CHAR: /* the Arabic number signs and their like have a glyph */
		return (u_hasBinaryProperty((UChar32)c, UCHAR_PREPENDED_CONCATENATION_MARK));
	default:
		return (!u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !U_IS_UNICODE_NONCHAR(c) &&
		    !is_drawn_blank(c));
	}
}

bool
text_visible(const char *p, size_t n)
{
	size_t i, step;
	uint32_t c;

	for (i = 0; i < n && (step = utf8_next(p + i, n - i, &c)) > 0; i += step)
		if (char_visible(c))
			return (true);
	return (false);
}

/* In ASCII each byte is a cluster, and CR LF is one. False: the text is not ASCII. */
static bool
ascii_characters(const char *p, size_t n, size_t *count)
{
	size_t i;

	*count = n;
	for (i = 0; i < n; i++) {
		if ((unsigned char)p[i] >= 0x80)
			return (false);
		*count -= p[i] == '\n' && i > 0 && p[i - 1] == '\r';
	}
	return (true);
}

static UBreakIterator *clusters;

bool
visible_start(void)
{
	UErrorCode e = U_ZERO_ERROR;

	clusters = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &e);
	return (U_SUCCESS(e));
}

size_t
text_characters(const char *p, size_t n)
{
	UErrorCode e = U_ZERO_ERROR;
	UText text = UTEXT_INITIALIZER;
	size_t count;

	if (ascii_characters(p, n, &count))
		return (count);
	if (clusters == NULL && !visible_start())
		abort(); /* the command line and tests do not call visible_start() */
	(void)utext_openUTF8(&text, p, (int64_t)n, &e);
	ubrk_setUText(clusters, &text, &e);
	if (U_FAILURE(e)) { /* the text is valid, so memory is exhausted; n is an upper bound */
		mem_failed();
		(void)utext_close(&text);
		return (n);
	}
	for (count = 0; ubrk_next(clusters) != UBRK_DONE; count++)
		;
	(void)utext_close(&text);
	return (count);
}
