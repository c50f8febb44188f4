/* SPDX-License-Identifier: Apache-2.0 */
#include "text/normal.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/name.h"
#include "text/utf8.h"

static bool
normalize(const UNormalizer2 *how, const char *text, size_t n, struct buf *out)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[NORMAL_MAX], units[NORMAL_MAX * 4];
	char back[NORMAL_MAX * 8];
	int32_t nin, nunits, nback;

	if (n > NORMAL_MAX || memchr(text, '\0', n) != NULL || !utf8_valid(text, n))
		return (false);
	(void)u_strFromUTF8(in, NORMAL_MAX, &nin, text, (int32_t)n, &e);
	nunits = unorm2_normalize(how, in, nin, units, LENGTH(units), &e);
	(void)u_strToUTF8(back, sizeof(back), &nback, units, nunits, &e);
	if (U_FAILURE(e))
		return (false);
	buf_add(out, back, (size_t)nback);
	return (true);
}

bool
normal_fold(const char *text, size_t n, struct buf *out)
{
	UErrorCode e = U_ZERO_ERROR;

	return (normalize(unorm2_getNFKCCasefoldInstance(&e), text, n, out));
}

bool
text_nfkc(const char *text, size_t n, struct buf *out)
{
	UErrorCode e = U_ZERO_ERROR;

	return (normalize(unorm2_getNFKCInstance(&e), text, n, out));
}

bool
normal_composed(const char *text, size_t n, struct buf *out)
{
	UErrorCode e = U_ZERO_ERROR;

	return (normalize(unorm2_getNFCInstance(&e), text, n, out));
}
