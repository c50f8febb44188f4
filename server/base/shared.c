/* SPDX-License-Identifier: Apache-2.0 */
#include "base/shared.h"

#include <sys/mman.h>

void *
shared_map(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		if (mem_exhausted != NULL)
			mem_exhausted(size);
		abort();
	}
	return (p);
}
