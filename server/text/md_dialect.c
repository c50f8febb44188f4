/* SPDX-License-Identifier: Apache-2.0 */
#include "text/md_dialect.h"

#include "text/prepared.h"

void
md_attribute_put(struct buf *b, const MD_ATTRIBUTE *a)
{
	unsigned i;

	for (i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++)
		prepared_read(b, a->text + a->substr_offsets[i], a->substr_offsets[i + 1] - a->substr_offsets[i]);
}

bool
code_language(const char *info, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		char c = info[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("+-_.#", c) != NULL))
			return (false);
	}
	return (n > 0 && n <= 32);
}
