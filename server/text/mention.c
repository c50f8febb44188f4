/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mentions: "@name". The renderer marks everything that may be one; the database knows which accounts exist, and looks for
 * the longest name (core.mentioned()), because a particle may follow without a space (@지민은).
 *
 * An address (ann@mail.example, https://x.example/@ann, @ann@social.example) is no mention.
 */
#include <unicode/uchar.h>

#include "text/md_dialect.h"
#include "text/prepared_parts.h"
#include "text/utf8.h"

#define MENTION_MAX 100 /* bytes of a name */

static bool
is_name_letter(uint32_t c)
{
	return (c == '_' ||
	    ((U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_ND_MASK | U_GC_MN_MASK | U_GC_MC_MASK)) != 0 &&
		!u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)));
}

static bool
char_is(uint32_t c, const char *set)
{
	return (c != 0 && c < 0x80 && strchr(set, (int)c) != NULL);
}

/* The end of the name that begins at i, without the punctuation of a sentence; i if there is none. */
static size_t
mention_end(const char *p, size_t n, size_t i)
{
	size_t begin = i, end = i, step;
	bool letter = false; /* not of underscores alone */
	uint32_t c;

	for (; i < n && (step = utf8_next(p + i, n - i, &c)) > 0; i += step) {
		letter = letter || (c != '_' && is_name_letter(c));
		if (is_name_letter(c))
			end = i + step;
		else if (end != i || !char_is(c, ".-'")) /* one separator between letters */
			break;
	}
	return (letter ? end : begin);
}

/* Does an address go on behind the name? */
static bool
mention_is_address(const char *p, size_t n, size_t end)
{
	return (char_is(char_behind(p, end, n), "@/"));
}

size_t
mention_next(const char *p, size_t n, uint32_t first, size_t *at)
{
	for (size_t i = *at, end; i < n; i++) {
		uint32_t before;

		if (p[i] != '@')
			continue;
		before = i > 0 ? char_before(p, 0, i) : first;
		end = mention_end(p, n, i + 1);
		if (end > i + 1 && end - i <= MENTION_MAX && !is_name_letter(before) && !char_is(before, "@/.-+=&#:%~") &&
		    !mention_is_address(p, n, end)) {
			*at = i;
			return (end - i);
		}
	}
	*at = n;
	return (0);
}
