/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: any Cookie field; what is found lies inside it, behind the name and its '='. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "guard/cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *field = mem_copy((const char *)data, size);
	struct span value;

	if (cookie_find(field, "madang", &value)) {
		assert(value.p >= field + 7 && value.p + value.n <= field + strlen(field));
		assert(memcmp(value.p - 7, "madang=", 7) == 0);
		assert(memchr(value.p, ';', value.n) == NULL);
	}
	free(field);
	return (0);
}
