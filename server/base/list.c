/* SPDX-License-Identifier: Apache-2.0 */
#include "base/list.h"

bool
list_next(const char **at, struct span *word)
{
	const char *p = *at + strspn(*at, " \t\r\n");

	word->p = p;
	word->n = strcspn(p, " \t\r\n");
	*at = p + word->n;
	return (word->n > 0);
}
