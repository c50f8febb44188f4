/* SPDX-License-Identifier: Apache-2.0 */
#include "text/memory.h"

#include <jansson.h>
#include <unicode/uclean.h>

#include "text/skeleton.h"
#include "text/name.h"
#include "text/visible.h"

static void *U_CALLCONV
icu_alloc(const void *context, size_t size)
{
	(void)context;
	return (mem_try(size));
}

static void *U_CALLCONV
icu_grow(const void *context, void *p, size_t size)
{
	(void)context;
	return (mem_try_grow(p, size));
}

static void U_CALLCONV
icu_free(const void *context, void *p)
{
	(void)context;
	free(p);
}

bool
text_start(void)
{
	UErrorCode e = U_ZERO_ERROR;

	mem_reserve();
	json_set_alloc_funcs(mem_try, free);
	u_setMemoryFunctions(NULL, icu_alloc, icu_grow, icu_free, &e);
	return (U_SUCCESS(e) && skeleton_start() && name_start() && visible_start());
}
