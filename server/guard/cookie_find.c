/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "guard/cookie.h"

bool
cookie_find(const char *field, const char *name, struct span *out)
{
	size_t n = strlen(name);
	unsigned found = 0;

	for (const char *p = field; *p != '\0'; p += *p != '\0') {
		size_t len;

		p += strspn(p, " \t");
		len = strcspn(p, ";,"); /* two Cookie fields may be joined by a comma */
		if (len > n && strncmp(p, name, n) == 0 && p[n] == '=') {
			found++;
			*out = (struct span) { p + n + 1, len - n - 1 };
			while (out->n > 0 && strchr(" \t", out->p[out->n - 1]) != NULL)
				out->n--;
		}
		p += len;
	}
	return (found == 1);
}
