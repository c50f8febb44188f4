/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/script.h"

#include <unicode/uscript.h>

#define CODES_MAX 8

static void
script_bit_set(struct scripts *s, int code)
{
	/* common and inherited are not scripts */
	if (code > USCRIPT_INHERITED && code < 256)
		s->bits[code / 64] |= UINT64_C(1) << (code % 64);
}

bool
scripts_of(const char *language, struct scripts *s)
{
	UScriptCode codes[CODES_MAX];
	UErrorCode error = U_ZERO_ERROR;
	int i, n;

	memset(s, 0, sizeof(*s));
	n = uscript_getCode(language, codes, CODES_MAX, &error);
	for (i = 0; U_SUCCESS(error) && i < n; i++)
		script_bit_set(s, codes[i]);
	return (scripts_any(s));
}

void
scripts_add(struct scripts *s, uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;

	script_bit_set(s, uscript_getScript((UChar32)c, &error));
}

void
scripts_add_latin(struct scripts *s)
{
	script_bit_set(s, USCRIPT_LATIN);
}

bool
scripts_any(const struct scripts *s)
{
	return ((s->bits[0] | s->bits[1] | s->bits[2] | s->bits[3]) != 0);
}

bool
scripts_meet(const struct scripts *a, const struct scripts *b)
{
	unsigned i;

	for (i = 0; i < LENGTH(a->bits); i++)
		if ((a->bits[i] & b->bits[i]) != 0)
			return (true);
	return (false);
}
