/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that all processes of one server share. It is mapped before the first fork and lives as long as the supervisor. A
 * restarted worker finds it as its predecessor left it. So it holds only data that stays valid if a writer dies: atomics,
 * or figures that a reader may doubt.
 */
#ifndef BASE_SHARED_H
#define BASE_SHARED_H

#include <stddef.h>

#include "base/mem.h"

/* size zeroed bytes, page-aligned; untouched pages use no memory. Never NULL. */
void *shared_map(size_t size) MUST_USE;

#endif
